// Requests that wait for a place at the model.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/inference/schedule/admission.h"
#include "engine/inference/schedule/job.h"

namespace engine::inference::schedule {

/// First come, first served, but that one which finds no tokens left lets those behind it pass,
/// most_passing of them: then they wait for it. Bounded, unless queue.policy=block: then whoever
/// puts bounds it. Thread-safe.
class WaitingRoom {
 public:
  static constexpr std::size_t most_passing = 32;

  explicit WaitingRoom(const Settings& settings) : settings_(settings) {}

  /// Whether it found a place; none is left, or the room is closed.
  enum class Put : std::uint8_t { taken, full, closed };
  Put put(std::shared_ptr<Job> job);

  /// Who leaves the room.
  struct Leaving {
    std::vector<std::shared_ptr<Job>> admitted;
    std::vector<std::shared_ptr<Job>> gone;  // cancelled, or past their deadline
    std::optional<Time> look_again;
    std::uint64_t seen = 0;  // for wait()
  };
  Leaving take(const Places& places, Time now);

  /// Returns when anything has changed since `seen`, or at `until`, by the real clock.
  void wait(std::uint64_t seen, std::optional<Time> until);
  /// Somebody was cancelled.
  void stir();
  /// Takes nobody in any more.
  void close();
  bool is_closed() const;
  /// All that wait.
  std::vector<std::shared_ptr<Job>> empty();

  std::size_t size() const;

 private:
  void remove_gone(Time now, std::vector<std::shared_ptr<Job>>& gone);
  void admit(std::size_t most, std::size_t tokens_left,
             std::vector<std::shared_ptr<Job>>& admitted);

  const Settings& settings_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Job>> waiting_;
  std::size_t passed_ = 0;            // by how many the first was
  Time next_deadline_ = Time::max();  // none that waits has an earlier one
  std::uint64_t version_ = 0;
  bool stirred_ = false;
  bool closed_ = false;
};

}  // namespace engine::inference::schedule
