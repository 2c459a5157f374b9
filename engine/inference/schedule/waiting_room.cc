#include "engine/inference/schedule/waiting_room.h"

#include <algorithm>

namespace engine::inference::schedule {

WaitingRoom::Put WaitingRoom::put(std::shared_ptr<Job> job) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return Put::closed;
    const bool bounded = settings_.queue_policy == run::QueuePolicy::shed;
    if (bounded && waiting_.size() >= settings_.queue_capacity) return Put::full;
    next_deadline_ = std::min(next_deadline_, job->deadline);
    waiting_.push_back(std::move(job));
    ++version_;
  }
  changed_.notify_one();
  return Put::taken;
}

WaitingRoom::Leaving WaitingRoom::take(const Places& places, Time now) {
  Leaving leaving;
  const std::lock_guard lock(mutex_);
  remove_gone(now, leaving.gone);
  if (!waiting_.empty()) {
    const Admission allowed =
        admission(settings_, places, waiting_.size(), waiting_.front()->came, now);
    leaving.look_again = allowed.look_again;
    admit(allowed.most, settings_.open_tokens - places.tokens, leaving.admitted);
  }
  leaving.seen = version_;
  return leaving;
}

void WaitingRoom::remove_gone(Time now, std::vector<std::shared_ptr<Job>>& gone) {
  // Not always the first one's: who waited for the model came earlier than it was put here.
  if (!stirred_ && next_deadline_ > now) return;
  stirred_ = false;
  const auto leaves = [&](const std::shared_ptr<Job>& job) {
    return job->is_cancelled() || job->deadline <= now;
  };
  std::ranges::copy_if(waiting_, std::back_inserter(gone), leaves);
  if (!gone.empty() && gone.front() == waiting_.front()) passed_ = 0;
  std::erase_if(waiting_, leaves);
  next_deadline_ = Time::max();
  for (const auto& job : waiting_) next_deadline_ = std::min(next_deadline_, job->deadline);
}

void WaitingRoom::admit(std::size_t most, std::size_t tokens_left,
                        std::vector<std::shared_ptr<Job>>& admitted) {
  std::size_t at = 0;
  while (admitted.size() < most && at < waiting_.size()) {
    if (waiting_[at]->tokens() > tokens_left) {
      if (++at > most_passing) break;
      continue;
    }
    if (at > 0 && passed_ >= most_passing) break;
    passed_ = at > 0 ? passed_ + 1 : 0;
    tokens_left -= waiting_[at]->tokens();
    admitted.push_back(std::move(waiting_[at]));
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

void WaitingRoom::wait(std::uint64_t seen, std::optional<Time> until) {
  std::unique_lock lock(mutex_);
  const auto changed = [&] { return version_ != seen; };
  if (until) {
    changed_.wait_until(lock, *until, changed);
  } else {
    changed_.wait(lock, changed);
  }
}

void WaitingRoom::stir() {
  {
    const std::lock_guard lock(mutex_);
    stirred_ = true;
    ++version_;
  }
  changed_.notify_one();
}

void WaitingRoom::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    ++version_;
  }
  changed_.notify_all();
}

bool WaitingRoom::is_closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

std::vector<std::shared_ptr<Job>> WaitingRoom::empty() {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Job>> all(waiting_.begin(), waiting_.end());
  waiting_.clear();
  return all;
}

std::size_t WaitingRoom::size() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace engine::inference::schedule
