// Which requests are under way, so that each of them ends once.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "harness/drive/conduct.h"
#include "harness/target.h"

namespace harness::drive {

/// The requests that one sending thread has under way. Each has a place, and each use of a place
/// has a ticket of its own, which its completion carries: one that comes a second time, or too
/// late, finds another ticket there, is counted and has no other effect.
///
/// Books and places are never freed, only used again, so that a completion may come at any time as
/// long as the process lives. They take 32 bytes for each request that was ever under way at once
/// with others, twice that where requests end on other threads.
///
/// A completion on the sending thread costs a comparison and a store, one elsewhere a locked
/// instruction. Two completions of a request at the very same moment (some nanoseconds), one of
/// them on the sending thread, can both pass for the first; on other threads they can't.
class InFlightBook {
 public:
  struct GiveBack {
    void operator()(InFlightBook* book) const;
  };
  using Lease = std::unique_ptr<InFlightBook, GiveBack>;

  /// An empty book for a lane, which has `void ended(const Sample&, bool here)`: called once for
  /// each request when it has ended, on whichever thread ended it (`here`: the sending one). The
  /// lane and the clock must live until close().
  template <class Lane>
  static Lease take(Lane& lane, Clock& clock) {
    Lease book = take();
    book->lane_ = &lane;
    book->clock_ = &clock;
    book->receiver_ = &receive<Lane>;
    return book;
  }

  /// The calling thread is the one that sends, until another says so.
  void send_from_here() { sender_.store(this_thread(), std::memory_order_relaxed); }
  /// The thread that did is about to end.
  void send_from_nowhere() { sender_.store(nullptr, std::memory_order_relaxed); }

  /// A request is sent now. The sending thread only.
  Completion open(const Request& request, std::uint32_t window, Instant due, Instant sent) {
    if (last_finished_ > sent) [[unlikely]] {
      look_ahead(last_finished_, last_ended_);
      last_finished_ = sent;
    }
    if (ended_elsewhere_.load(std::memory_order_relaxed)) collect(sent);
    Place* const place = vacant_ != nullptr ? vacant_ : add_place();
    vacant_ = reinterpret_cast<Place*>(place->id_or_next.load(std::memory_order_relaxed));
    // The place's next turn, whichever state it was left in.
    const std::uint32_t ticket = (place->state.load(std::memory_order_relaxed) | state_mask) + 1;
    place->state.store(ticket, std::memory_order_relaxed);
    place_ = place;
    return {receiver_, place, request, window, due, sent, ticket};
  }

  /// What the last open() with these arguments gave, once more.
  Completion opened(const Request& request, std::uint32_t window, Instant due, Instant sent) const {
    const std::uint32_t state = place_->state.load(std::memory_order_relaxed);
    return {receiver_, place_, request, window, due, sent, state & ~state_mask};
  }

  /// Gives up what is under way, and waits for what is just ending: after that nothing touches the
  /// lane any more. Returns how many requests were given up. Precondition: no open() meanwhile or
  /// afterwards.
  std::uint64_t close();

  /// So far: more may come after close(). Any thread.
  Conduct conduct() const;

  /// What all books of the process take, which is never given back. Any thread.
  static std::size_t all_bytes();

  /// That there ever were. The sending thread only.
  std::size_t places() const { return used_; }

 private:
  /// What the lowest bits of a place's state say; the rest counts its turns.
  enum : std::uint32_t { under_way = 0, ending, ended, given_up, vacant, state_mask = 7 };

  struct alignas(32) Place {
    std::atomic<std::uint32_t> state{vacant};
    InFlightBook* book = nullptr;
    /// Of a request that ended on another thread: when, and which it was.
    std::atomic<Instant::rep> finished{0};
    /// Of a vacant place: the next one.
    std::atomic<std::uint64_t> id_or_next{0};
  };
  static constexpr std::size_t chunk_size = 1024;
  struct Chunk {
    Place places[chunk_size];
  };

  /// What the clocks of two cores may differ by, and what a core reads ahead.
  static constexpr Duration tolerance = std::chrono::microseconds(1);

  InFlightBook() = default;
  static Lease take();
  static const void* this_thread() {
    thread_local const char mark = 0;
    return &mark;
  }

  template <class Lane>
  static void receive(void* context, const Sample& sample) {
    Place& place = *static_cast<Place*>(context);
    InFlightBook& book = *place.book;
    if (book.sender_.load(std::memory_order_relaxed) != this_thread()) {
      book.receive_elsewhere<Lane>(place, sample);
      return;
    }
    if (place.state.load(std::memory_order_relaxed) != sample.ticket) [[unlikely]] {
      book.refuse(place, sample);
      return;
    }
    if (!is_in_order(sample)) [[unlikely]] {
      book.note_impossible(sample);
    }
    static_cast<Lane*>(book.lane_)->ended(sample, true);
    if (sample.finished >= book.last_finished_) {
      book.last_finished_ = sample.finished;
      book.last_ended_ = sample.request.id;
    }
    book.vacate(place, sample.ticket);
  }

  template <class Lane>
  [[gnu::noinline]] void receive_elsewhere(Place& place, const Sample& sample) {
    std::uint32_t expected = sample.ticket;
    if (!place.state.compare_exchange_strong(expected, sample.ticket + ending,
                                             std::memory_order_acquire, std::memory_order_relaxed))
        [[unlikely]] {
      refuse(place, sample);
      return;
    }
    if (!is_in_order(sample)) [[unlikely]] {
      note_impossible(sample);
    }
    static_cast<Lane*>(lane_)->ended(sample, false);
    place.finished.store(sample.finished.time_since_epoch().count(), std::memory_order_relaxed);
    place.id_or_next.store(sample.request.id, std::memory_order_relaxed);
    // The flag is asked before it is set: all threads share its line.
    if (!ended_elsewhere_.load(std::memory_order_relaxed)) ended_elsewhere_.store(true);
    place.state.store(sample.ticket + ended, std::memory_order_release);
  }

  /// Of instants in order, no two differ by more than the latency.
  static bool is_in_order(const Sample& sample) {
    const Duration wait = sample.started - sample.sent;
    const Duration service = sample.served - sample.started;
    const Duration delivery = sample.finished - sample.served;
    return (wait.count() | service.count() | delivery.count()) >= 0 &&
           sample.finished - sample.due <= longest_latency;
  }
  static constexpr Duration longest_latency = std::chrono::hours(1);

  void vacate(Place& place, std::uint32_t ticket) {
    place.state.store(ticket + vacant, std::memory_order_relaxed);
    place.id_or_next.store(reinterpret_cast<std::uintptr_t>(vacant_), std::memory_order_relaxed);
    vacant_ = &place;
  }

  Place* add_place();
  void collect(Instant now);
  void collect(Place& place, Instant now);
  Place& place_at(std::size_t k) { return chunks_[k / chunk_size]->places[k % chunk_size]; }
  [[gnu::cold]] void refuse(const Place& place, const Sample& sample);
  [[gnu::cold]] void note_impossible(const Sample& sample);
  [[gnu::cold]] void look_ahead(Instant finished, std::uint64_t id);

  Completion::Receiver receiver_ = nullptr;
  void* lane_ = nullptr;
  Clock* clock_ = nullptr;
  std::atomic<const void*> sender_{nullptr};
  std::atomic<bool> ended_elsewhere_{false};  // by any request of this lease

  // The sending thread's own.
  Place* vacant_ = nullptr;
  Place* place_ = nullptr;  // of the last one that was opened
  std::vector<std::unique_ptr<Chunk>> chunks_;
  std::size_t used_ = 0;  // places, the first ones; each is under way, to be collected, or vacant
  std::size_t hand_ = 0;  // the next to be looked at
  Instant last_finished_ = Instant::min();  // of those that ended on this thread
  std::uint64_t last_ended_ = 0;

  mutable std::mutex mutex_;
  Conduct conduct_;
};

}  // namespace harness::drive
