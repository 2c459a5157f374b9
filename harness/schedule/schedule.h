// When each request is due.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "harness/schedule/renewal.h"
#include "harness/schedule/trace.h"

namespace harness::schedule {

/// Every request's due time, one after the other, never going back. One stream of arrivals that
/// follows a profile (Renewal), and any number of others laid over it, each independent of the
/// rest: the first names the phases and says how long the load is; an arrival of another belongs to
/// the phase in which it is due, and what another holds beyond the end is left out.
/// A plain value, in O(1) memory for each stream: a copy goes on as the original would. The same
/// arguments give the same arrivals on every machine.
class Schedule {
 public:
  /// `seed` is without effect on constant arrivals.
  Schedule(RateProfile profile, Arrivals arrivals, std::uint64_t seed)
      : seed_(seed), first_(std::move(profile), arrivals, Generator(seed, Stream::arrivals)) {}

  /// Lays another stream over those there are; it draws its own numbers from the schedule's seed.
  /// Constant streams at one rate keep in step with one another; gamma ones of a small cv do not,
  /// and are as even. Precondition, as of the next: next() was not called yet.
  void overlay(RateProfile profile, Arrivals arrivals);

  /// The same for recorded arrivals, the first of which is due at `start`. Precondition: start >=
  /// 0.
  void overlay(Trace trace, Duration start);

  /// The next arrival; empty, and so for ever, when there are no more.
  std::optional<Arrival> next() { return others_.empty() ? first_.next() : merged(); }

  /// Of the first stream: the phases and the length are the load's.
  const RateProfile& profile() const { return first_.profile(); }
  Duration length() const { return profile().length(); }

  /// How many arrivals a phase is to hold, and how far chance takes them from that.
  struct Plan {
    double arrivals = 0;
    double variance = 0;  // of their number; of a gamma's the asymptotic one, an upper bound
    bool even = true;     // one rate throughout; recorded arrivals have none
  };
  Plan plan(std::size_t phase) const;

 private:
  /// A stream's next arrival.
  struct Head {
    Duration due{};
    std::size_t stream = 0;  // 0: the first, k: the k-th other
    bool operator>(const Head& other) const {
      return due != other.due ? due > other.due : stream > other.stream;
    }
  };

  std::optional<Arrival> merged();
  void take_head(std::size_t stream);
  void add(std::variant<Renewal, RecordedStream> stream);

  std::uint64_t seed_;
  Renewal first_;
  std::vector<std::variant<Renewal, RecordedStream>> others_;
  std::vector<Head> heads_;  // a heap, the earliest on top; of no use to the first stream alone
  std::uint32_t phase_ = 0;
};

}  // namespace harness::schedule
