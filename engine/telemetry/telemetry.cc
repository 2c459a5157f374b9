#include "engine/telemetry/telemetry.h"

#include <algorithm>
#include <span>
#include <utility>

namespace engine::telemetry {
namespace {

constexpr std::size_t line_of = 64;  // documents, at most; the thread is woken when so many wait

std::int64_t unix_ns_now() {
  const std::chrono::nanoseconds wall = std::chrono::system_clock::now().time_since_epoch();
  return wall.count();
}

}  // namespace

Telemetry::Telemetry(Settings settings, std::vector<std::string_view> stages,
                     std::function<std::uint64_t()> queue_depth)
    : settings_(std::move(settings)),
      stages_(std::move(stages)),
      queue_depth_(std::move(queue_depth)),
      origin_{stages_, unix_ns_now()},
      totals_(stages_.size()),
      ids_(settings_.seed),
      log_(settings_.file, settings_.max_bytes),
      thread_([this] { run(); }) {}

Telemetry::~Telemetry() {
  stop();
}

void Telemetry::ended(const Ended& document) {
  totals_.add(document);
  if (settings_.level != Level::spans || document.outcome == Outcome::shed) return;
  if (ids_.next() % settings_.sample == 0) sample(document);
}

void Telemetry::sample(const Ended& document) {
  DocumentSpans spans{.trace_high = ids_.next(),
                      .trace_low = ids_.next(),
                      .first_span = ids_.next(),
                      .id = std::string(document.id),
                      .outcome = document.outcome,
                      .reason = std::string(document.reason),
                      .bytes = document.bytes,
                      .from_cache = document.from_cache,
                      .started = document.started,
                      .finished = document.finished,
                      .ended_unix_ns = unix_ns_now(),
                      .stages = {document.stages.begin(), document.stages.end()}};
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() == most_waiting || stopping_) {
      totals_.spans_dropped.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    waiting_.push_back(std::move(spans));
    wake = waiting_.size() == line_of;
  }
  if (wake) woken_.notify_one();
}

void Telemetry::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_one();
  if (thread_.joinable()) thread_.join();
}

Telemetry::Fate Telemetry::fate() const {
  return {lines_.load(), lines_lost_.load(), totals_.spans_dropped.load()};
}

void Telemetry::run() {
  auto metrics_due = std::chrono::steady_clock::now() + settings_.interval;
  bool last = false;
  while (!last) {
    std::vector<DocumentSpans> documents;
    {
      std::unique_lock lock(mutex_);
      woken_.wait_until(lock, metrics_due,
                        [this] { return stopping_ || waiting_.size() >= line_of; });
      last = stopping_;
      documents.swap(waiting_);
    }
    const auto now = std::chrono::steady_clock::now();
    const bool metrics = last || now >= metrics_due;
    if (metrics) metrics_due = now + settings_.interval;
    write(documents, metrics);
  }
}

// A lack of memory, too, costs only telemetry.
void Telemetry::write(const std::vector<DocumentSpans>& documents, bool metrics) {
  try {
    for (std::span rest(documents); !rest.empty();) {
      const std::span line = rest.first(std::min(rest.size(), line_of));
      append(trace_request(line, origin_));
      rest = rest.subspan(line.size());
    }
    if (metrics) append(metrics_request(totals_, queue_depth_(), unix_ns_now(), origin_));
  } catch (const std::exception&) {
    ++lines_lost_;
  }
}

void Telemetry::append(std::string line) {
  ++(log_.append(std::move(line)) ? lines_ : lines_lost_);
}

}  // namespace engine::telemetry
