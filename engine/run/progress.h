// How far the items that are being worked on have come.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <vector>

#include "engine/time.h"

namespace engine::run {

/// One item in a worker's hands.
struct Progress {
  enum class Unit : std::uint8_t { bytes, pages };

  std::string id;
  Time since;              // when work on it began, by the engine's clock
  std::string_view stage;  // of those that may take long
  Unit unit = Unit::bytes;
  std::uint64_t done = 0;
  std::uint64_t all = 0;  // 0: nobody knows (yet)
};

/// Where workers say what they do, and others look. Thread-safe.
class ProgressBoard {
 public:
  /// One worker's place: it is taken while an item is in a stage that may take long.
  class Seat {
   public:
    void begin(const std::string& id, Time since, std::string_view stage);
    void at(Progress::Unit unit, std::uint64_t done, std::uint64_t all);
    void end();

   private:
    friend class ProgressBoard;
    mutable std::mutex mutex_;
    Progress progress_;
    bool taken_ = false;
  };

  /// A seat for a new worker, for as long as the board is there.
  Seat& seat();

  /// All that is being worked on, the longest first.
  std::vector<Progress> look() const;

 private:
  mutable std::mutex mutex_;
  std::list<Seat> seats_;
};

/// Takes a seat for an item, for as long as it lives.
class Sitting {
 public:
  Sitting(ProgressBoard::Seat& seat, const std::string& id, Time since, std::string_view stage)
      : seat_(seat) {
    seat_.begin(id, since, stage);
  }
  ~Sitting() { seat_.end(); }
  Sitting(const Sitting&) = delete;
  Sitting& operator=(const Sitting&) = delete;

 private:
  ProgressBoard::Seat& seat_;
};

}  // namespace engine::run
