// Items that wait for something outside.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "engine/run/queue/wake.h"
#include "engine/time.h"

namespace engine::run::queue {

/// Parked items, by their tickets. One may be woken before it is parked. Not thread-safe.
template <class Held>
class Lobby {
 public:
  /// One that goes on.
  struct Gone {
    Held held;
    Leaving why = Leaving::came;
  };

  bool empty() const { return stays_.empty(); }
  /// Those that are about to be parked count, too.
  std::size_t size() const { return stays_.size(); }

  /// A ticket for one that is about to be parked, or to be let go of.
  Ticket open() {
    stays_.emplace(++last_, Stay());
    return last_;
  }

  /// Parks it, no longer than `until`, by the wall; unless it was woken already: then it comes
  /// back. Precondition: the ticket is open.
  std::optional<Gone> park(Ticket ticket, Held held, std::optional<Time> until) {
    Stay& stay = stays_.at(ticket);
    if (stay.woken) {
      Gone gone{std::move(held), *stay.woken};
      stays_.erase(ticket);
      return gone;
    }
    stay.held.emplace(std::move(held));
    stay.until = until;
    if (until) due_.emplace(*until, ticket);
    return std::nullopt;
  }

  /// It will not be parked after all.
  void cancel(Ticket ticket) { stays_.erase(ticket); }

  /// Who was parked under the ticket; nothing if nobody is any more, or yet.
  std::optional<Gone> wake(Ticket ticket, Leaving why) {
    const auto found = stays_.find(ticket);
    if (found == stays_.end()) return std::nullopt;
    if (found->second.held) return leave(found->first, why);
    found->second.woken = why;
    return std::nullopt;
  }

  /// When the first has been parked for too long; nothing if none ever will.
  std::optional<Time> due_at() const {
    if (due_.empty()) return std::nullopt;
    return due_.begin()->first;
  }

  /// One that has been parked for too long by now.
  std::optional<Gone> take_late(const Now& now) {
    if (due_.empty() || due_.begin()->first > now()) return std::nullopt;
    return leave(due_.begin()->second, Leaving::late);
  }

 private:
  struct Stay {
    std::optional<Held> held;  // nothing: not parked yet
    std::optional<Leaving> woken;
    std::optional<Time> until;
  };

  Gone leave(Ticket ticket, Leaving why) {
    const auto found = stays_.find(ticket);
    Gone gone{std::move(*found->second.held), why};
    if (found->second.until) due_.erase({*found->second.until, ticket});
    stays_.erase(found);
    return gone;
  }

  std::unordered_map<Ticket, Stay> stays_;
  std::set<std::pair<Time, Ticket>> due_;
  Ticket last_ = 0;
};

}  // namespace engine::run::queue
