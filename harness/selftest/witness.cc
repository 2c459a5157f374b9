#include "harness/selftest/witness.h"

#include <algorithm>

namespace harness::selftest {
namespace {

/// Which of `parts` equal parts of `length` an offset below it lies in.
std::size_t part_of(Duration offset, Duration length, std::size_t parts) {
  const double share = static_cast<double>(offset.count()) / static_cast<double>(length.count());
  return std::min(static_cast<std::size_t>(share * static_cast<double>(parts)), parts - 1);
}

}  // namespace

Witness::Witness(Clock& clock, Target& target, const record::Recorder& recorder,
                 const Stretch& stretch)
    : clock_(clock), target_(target), recorder_(recorder), stretch_(stretch) {
  const double windows =
      std::clamp(stretch.expected / arrivals_a_window, 1.0, static_cast<double>(most_windows));
  offered_.length = stretch.length;
  offered_.windows.resize(static_cast<std::size_t>(windows));
  offered_.found_sums.resize(stretch.slices);
  offered_.found_counts.resize(stretch.slices);
  const double room = stretch.expected * 1.1 + 1000;
  offered_.gaps_s.reserve(std::min(static_cast<std::size_t>(room), most_gaps));
}

void Witness::submit(const Request& request, Completion done) {
  const Instant now = clock_.now();
  if (now >= stretch_.from && now < stretch_.from + stretch_.length) see(now);
  last_ = now;
  target_.submit(request, done);
}

void Witness::see(Instant now) {
  ++offered_.requests;
  const Duration offset = now - stretch_.from;
  ++offered_.windows[part_of(offset, stretch_.length, offered_.windows.size())];
  const std::size_t slice = part_of(offset, stretch_.length, stretch_.slices);
  // The driver has counted the one that arrives now; it does not find itself.
  offered_.found_sums[slice] += static_cast<double>(recorder_.in_flight()) - 1;
  offered_.found_counts[slice] += 1;
  if (last_ != Instant::min() && offered_.gaps_s.size() < most_gaps) {
    offered_.gaps_s.push_back(std::chrono::duration<float>(now - last_).count());
  }
}

}  // namespace harness::selftest
