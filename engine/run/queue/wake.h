// What lets a parked item go on.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

namespace engine::run::queue {

/// Names one stay of one item outside.
using Ticket = std::uint64_t;

/// Why a parked item goes on: what it waited for has come, or never will, or took too long.
enum class Leaving : std::uint8_t { came, never, late };

/// Where those outside find the executor, as long as it is there. Thread-safe.
class Doorbell {
 public:
  /// Never late: that is for the executor to find out.
  using Answer = std::function<void(Ticket, Leaving)>;

  explicit Doorbell(Answer answer) : answer_(std::move(answer)) {}

  void ring(Ticket ticket, Leaving why) {
    const std::lock_guard lock(mutex_);
    if (answer_) answer_(ticket, why);
  }

  /// Nobody answers any more, once this has returned.
  void take_down() {
    const std::lock_guard lock(mutex_);
    answer_ = nullptr;
  }

 private:
  std::mutex mutex_;
  Answer answer_;
};

/// To be called when what an item is parked for has come: from any thread, also before the stage
/// that parks it has returned. All copies stand for the same stay, and only the first call counts.
/// When the last copy goes without any, nothing will come any more, and the item fails.
class Wake {
 public:
  Wake(std::shared_ptr<Doorbell> bell, Ticket ticket)
      : stay_(std::make_shared<Stay>(std::move(bell), ticket)) {}

  void operator()() const { stay_->end(Leaving::came); }

 private:
  struct Stay {
    Stay(std::shared_ptr<Doorbell> its, Ticket under) : bell(std::move(its)), ticket(under) {}
    ~Stay() { end(Leaving::never); }
    Stay(const Stay&) = delete;
    Stay& operator=(const Stay&) = delete;

    void end(Leaving why) {
      if (!is_over.exchange(true)) bell->ring(ticket, why);
    }

    const std::shared_ptr<Doorbell> bell;
    const Ticket ticket;
    std::atomic<bool> is_over{false};
  };

  std::shared_ptr<Stay> stay_;
};

}  // namespace engine::run::queue
