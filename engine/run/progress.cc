#include "engine/run/progress.h"

#include <algorithm>

namespace engine::run {

void ProgressBoard::Seat::begin(const std::string& id, Time since, std::string_view stage) {
  const std::lock_guard lock(mutex_);
  progress_.id = id;
  progress_.since = since;
  progress_.stage = stage;
  progress_.unit = Progress::Unit::bytes;
  progress_.done = progress_.all = 0;
  taken_ = true;
}

void ProgressBoard::Seat::at(Progress::Unit unit, std::uint64_t done, std::uint64_t all) {
  const std::lock_guard lock(mutex_);
  progress_.unit = unit;
  progress_.done = done;
  progress_.all = all;
}

void ProgressBoard::Seat::end() {
  const std::lock_guard lock(mutex_);
  taken_ = false;
}

ProgressBoard::Seat& ProgressBoard::seat() {
  const std::lock_guard lock(mutex_);
  return seats_.emplace_back();
}

std::vector<Progress> ProgressBoard::look() const {
  std::vector<Progress> all;
  const std::lock_guard lock(mutex_);
  for (const Seat& seat : seats_) {
    const std::lock_guard looking(seat.mutex_);
    if (seat.taken_) all.push_back(seat.progress_);
  }
  std::ranges::sort(all, {}, &Progress::since);
  return all;
}

}  // namespace engine::run
