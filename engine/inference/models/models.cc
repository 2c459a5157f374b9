#include "engine/inference/models/models.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <utility>

#include "engine/run/thrown.h"

namespace engine::inference::models {
namespace {

constexpr auto between_looks = std::chrono::milliseconds(200);

Error stopping() {
  return {Reason::stopped, "the server is stopping"};
}

}  // namespace

Models::Models(const Settings& settings, std::vector<std::string> names, std::size_t most_waiting,
               Load load, Now now)
    : settings_(settings),
      most_waiting_(most_waiting),
      load_(std::move(load)),
      now_(std::move(now)) {
  for (std::string& name : names) entries_.push_back({.name = std::move(name)});
  thread_ = std::thread([this] { run(); });
}

Models::~Models() {
  stop();
}

Models::Entry* Models::find(const std::string& name) {
  if (name.empty()) return entries_.data();
  const auto found = std::ranges::find(entries_, name, &Entry::name);
  return found == entries_.end() ? nullptr : &*found;
}

void Models::want(const std::string& name, Ready ready, Time until) {
  std::unique_lock lock(mutex_);
  Entry* const entry = find(name);
  std::optional<Error> refused;
  if (entry == nullptr) {
    refused = {Reason::unreadable, fmt::format("there is no model '{}'; GET /v1/models", name)};
  } else if (stopping_) {
    refused = stopping();
  } else if (entry->waiting.size() >= most_waiting_) {
    refused = {Reason::overloaded, "too many wait for the model to be loaded", true};
  }
  if (refused) {
    lock.unlock();
    return ready(tl::unexpected(*refused));
  }
  entry->used = now_();
  if (entry->state == State::loaded) {
    const Scheduler scheduler = entry->scheduler;
    lock.unlock();
    return ready(scheduler);
  }
  entry->waiting.push_back({std::move(ready), until});
  if (settings_.asynchronous) {
    entry->is_due = entry->is_due || entry->state != State::loading;
    changed_.notify_all();
  } else if (entry->state == State::loading) {
    changed_.wait(lock, [&] { return entry->state != State::loading || stopping_; });
  } else {
    entry->state = State::loading;
    lock.unlock();
    this->load(*entry);
  }
}

/// Called by one thread for an entry, without the lock.
void Models::load(Entry& entry) {
  const Time begun = now_();
  Expected<Scheduler> loaded = try_to_load(entry);
  settle(entry, std::move(loaded), now_() - begun);
}

Expected<Models::Scheduler> Models::try_to_load(Entry& entry) {
  const LoadProgress progress = [&](double share) {
    const std::lock_guard lock(mutex_);
    entry.progress = share;
  };
  try {
    return load_(entry.name, progress, stop_.get_token());
  } catch (const std::bad_alloc&) {
    return failure(Reason::out_of_memory, "no memory left to load " + entry.name);
  } catch (...) {
    return tl::unexpected(run::thrown_error());
  }
}

void Models::settle(Entry& entry, Expected<Scheduler> loaded, Duration took) {
  std::vector<Waiting> waiting;
  {
    const std::lock_guard lock(mutex_);
    ++counts_.loads;
    counts_.load_ns += static_cast<std::uint64_t>(took.count());
    if (loaded) {
      if (auto room = make_room(entry, (*loaded)->model().bytes()); !room) {
        leaving_.push_back(std::move(*loaded));
        loaded = tl::unexpected(room.error());
      }
    }
    entry.used = now_();
    entry.progress = 0;
    entry.state = loaded ? State::loaded : State::failed;
    entry.error = loaded ? std::string() : loaded.error().detail;
    if (loaded) entry.scheduler = *loaded;
    if (!loaded) ++counts_.failed;
    waiting.swap(entry.waiting);
  }
  changed_.notify_all();
  for (const Waiting& one : waiting) one.ready(loaded);
}

/// Drops those that were used the longest ago, until there is room.
Expected<void> Models::make_room(const Entry& newcomer, std::uint64_t bytes) {
  if (!settings_.capacity_bytes) return {};
  if (bytes > *settings_.capacity_bytes) {
    return failure(Reason::too_large,
                   fmt::format("{} has {} bytes, more than models.capacity", newcomer.name, bytes));
  }
  std::uint64_t held = bytes;
  std::vector<Entry*> others;
  for (Entry& entry : entries_) {
    if (entry.scheduler == nullptr) continue;
    held += entry.scheduler->model().bytes();
    others.push_back(&entry);
  }
  std::ranges::sort(others, {}, &Entry::used);
  for (Entry* const entry : others) {
    if (held <= *settings_.capacity_bytes) break;
    held -= entry->scheduler->model().bytes();
    drop(*entry);
  }
  return {};
}

/// Those that use it go on with it.
void Models::drop(Entry& entry) {
  leaving_.push_back(std::move(entry.scheduler));
  entry.state = State::absent;
  ++counts_.dropped;
}

void Models::give_up() {
  std::vector<Waiting> late;
  {
    const std::lock_guard lock(mutex_);
    const Time now = now_();
    for (Entry& entry : entries_) {
      const auto first = std::stable_partition(entry.waiting.begin(), entry.waiting.end(),
                                               [&](const Waiting& one) { return one.until > now; });
      std::move(first, entry.waiting.end(), std::back_inserter(late));
      entry.waiting.erase(first, entry.waiting.end());
    }
  }
  for (const Waiting& one : late) {
    one.ready(failure(Reason::timed_out, "the model was not loaded within request.deadline"));
  }
}

void Models::tidy() {
  std::vector<Scheduler> unused;
  {
    const std::lock_guard lock(mutex_);
    drop_old();
    unused = take_unused();
  }
  // They end here, without the lock: that waits for their threads.
}

void Models::drop_old() {
  if (!settings_.ttl) return;
  const Time now = now_();
  for (Entry& entry : entries_) {
    if (entry.scheduler == nullptr) continue;
    if (entry.scheduler.use_count() > 1) entry.used = now;
    if (entry.used + *settings_.ttl <= now) drop(entry);
  }
}

std::vector<Models::Scheduler> Models::take_unused() {
  const auto is_used = [](const Scheduler& one) { return one.use_count() > 1; };
  const auto first = std::partition(leaving_.begin(), leaving_.end(), is_used);
  std::vector<Scheduler> unused(std::make_move_iterator(first),
                                std::make_move_iterator(leaving_.end()));
  leaving_.erase(first, leaving_.end());
  return unused;
}

/// The thread: loads what is due, and drops what is old.
void Models::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto due = std::ranges::find(entries_, true, &Entry::is_due);
    if (due != entries_.end()) {
      due->is_due = false;
      due->state = State::loading;
      lock.unlock();
      load(*due);
    } else {
      changed_.wait_for(lock, between_looks);
      lock.unlock();
      tidy();
    }
    lock.lock();
  }
}

std::vector<Models::Look> Models::look() const {
  const std::lock_guard lock(mutex_);
  std::vector<Look> all;
  for (const Entry& entry : entries_) {
    const std::uint64_t bytes = entry.scheduler ? entry.scheduler->model().bytes() : 0;
    const State state = entry.is_due ? State::loading : entry.state;
    all.push_back({entry.name, state, entry.progress, bytes, entry.error});
  }
  return all;
}

Models::Counts Models::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

std::size_t Models::waiting() const {
  const std::lock_guard lock(mutex_);
  std::size_t all = 0;
  for (const Entry& entry : entries_) {
    all += entry.waiting.size();
    if (entry.scheduler != nullptr) all += entry.scheduler->waiting();
  }
  return all;
}

void Models::stop() {
  stop_.request_stop();
  std::vector<Scheduler> all;
  std::vector<Waiting> waiting;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  {
    const std::lock_guard lock(mutex_);
    all = std::move(leaving_);
    for (Entry& entry : entries_) {
      for (Waiting& one : entry.waiting) waiting.push_back(std::move(one));
      entry.waiting.clear();
      if (entry.scheduler != nullptr) all.push_back(std::move(entry.scheduler));
      entry.state = State::absent;
    }
  }
  for (const Waiting& one : waiting) one.ready(tl::unexpected(stopping()));
  for (const Scheduler& scheduler : all) scheduler->stop();
}

}  // namespace engine::inference::models
