// For tests: takes answers in.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>

#include "engine/inference/schedule/job.h"

namespace engine::inference::schedule {

/// Keeps what it was told.
class TestSink : public Sink {
 public:
  explicit TestSink(std::size_t most_bytes = 1'000'000) : most_bytes_(most_bytes) {}

  bool take(std::string_view text) override {
    const std::lock_guard lock(mutex_);
    if (ends_ > 0) std::abort();
    text_ += text;
    ++tokens_;
    return text_.size() <= most_bytes_;
  }
  void end(std::string_view rest, const Ended& ended) override {
    const std::lock_guard lock(mutex_);
    if (++ends_ > 1) std::abort();
    text_ += rest;
    ended_ = ended;
    told_.notify_all();
  }

  std::string text() const {
    const std::lock_guard lock(mutex_);
    return text_;
  }
  std::size_t tokens() const {
    const std::lock_guard lock(mutex_);
    return tokens_;
  }
  bool has_ended() const {
    const std::lock_guard lock(mutex_);
    return ends_ > 0;
  }
  /// Waits for it.
  Ended ended() {
    std::unique_lock lock(mutex_);
    told_.wait(lock, [&] { return ends_ > 0; });
    return ended_;
  }

 private:
  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::condition_variable told_;
  std::string text_;
  std::size_t tokens_ = 0;
  int ends_ = 0;
  Ended ended_;
};

}  // namespace engine::inference::schedule
