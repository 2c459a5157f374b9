#include "harness/drive/in_flight_book.h"

#include <algorithm>
#include <thread>

namespace harness::drive {
namespace {

/// How many places are looked at for each request that is sent. At two, those that wait to be
/// collected are never more than those under way.
constexpr std::size_t looks_a_request = 2;

/// The books that nobody uses. Never destroyed: the last completion may come after main().
struct Shelf {
  std::mutex mutex;
  std::vector<InFlightBook*> books;
};

Shelf& shelf() {
  static Shelf& the_shelf = *new Shelf;
  return the_shelf;
}

std::atomic<std::size_t> bytes_of_all{0};

}  // namespace

std::size_t InFlightBook::all_bytes() {
  return bytes_of_all.load(std::memory_order_relaxed);
}

InFlightBook::Lease InFlightBook::take() {
  InFlightBook* book = nullptr;
  {
    const std::lock_guard lock(shelf().mutex);
    if (!shelf().books.empty()) {
      book = shelf().books.back();
      shelf().books.pop_back();
    }
  }
  if (book == nullptr) book = new InFlightBook;
  book->ended_elsewhere_ = false;
  book->last_finished_ = Instant::min();
  book->send_from_here();
  const std::lock_guard lock(book->mutex_);
  book->conduct_ = {};
  return Lease(book);
}

void InFlightBook::GiveBack::operator()(InFlightBook* book) const {
  const std::lock_guard lock(shelf().mutex);
  shelf().books.push_back(book);
}

InFlightBook::Place* InFlightBook::add_place() {
  if (used_ == chunks_.size() * chunk_size) {
    chunks_.push_back(std::make_unique<Chunk>());
    bytes_of_all.fetch_add(sizeof(Chunk), std::memory_order_relaxed);
    for (Place& place : chunks_.back()->places) place.book = this;
  }
  return &place_at(used_++);
}

void InFlightBook::collect(Instant now) {
  for (std::size_t i = 0; i < std::min(looks_a_request, used_); ++i) {
    if (hand_ >= used_) hand_ = 0;
    collect(place_at(hand_++), now);
  }
}

void InFlightBook::collect(Place& place, Instant now) {
  const std::uint32_t state = place.state.load(std::memory_order_acquire);
  if ((state & state_mask) != ended) return;
  const Instant finished{Duration(place.finished.load(std::memory_order_relaxed))};
  if (finished > now + tolerance) {
    look_ahead(finished, place.id_or_next.load(std::memory_order_relaxed));
  }
  vacate(place, state - ended);
}

std::uint64_t InFlightBook::close() {
  send_from_nowhere();
  const Instant now = clock_->now();
  look_ahead(last_finished_, last_ended_);
  std::uint64_t left = 0;
  for (std::size_t k = 0; k < used_; ++k) {
    Place& place = place_at(k);
    std::uint32_t state = place.state.load(std::memory_order_relaxed);
    while ((state & state_mask) == under_way || (state & state_mask) == ending) {
      if ((state & state_mask) == ending) {
        std::this_thread::yield();
        state = place.state.load(std::memory_order_relaxed);
      } else if (place.state.compare_exchange_weak(state, state + given_up)) {
        ++left;
        state += given_up;
        place.id_or_next.store(reinterpret_cast<std::uintptr_t>(vacant_),
                               std::memory_order_relaxed);
        vacant_ = &place;
      }
    }
    collect(place, now);
  }
  hand_ = 0;
  return left;
}

Conduct InFlightBook::conduct() const {
  const std::lock_guard lock(mutex_);
  return conduct_;
}

void InFlightBook::refuse(const Place& place, const Sample& sample) {
  const std::uint32_t state = place.state.load(std::memory_order_relaxed);
  const bool late = state == sample.ticket + given_up;
  // An exception may well come after its request has ended.
  if (!late && sample.rescued) return;
  const std::lock_guard lock(mutex_);
  (late ? conduct_.late : conduct_.again).note(sample.request.id);
}

void InFlightBook::note_impossible(const Sample& sample) {
  const bool too_long = sample.finished - sample.due > longest_latency;
  const Duration worst = std::min({sample.started - sample.sent, sample.served - sample.started,
                                   sample.finished - sample.served});
  if (!too_long && worst >= -tolerance) return;
  const std::lock_guard lock(mutex_);
  (too_long ? conduct_.too_long : conduct_.disorder).note(sample.request.id);
}

/// By a new reading: whoever had an older one may have been held up since.
void InFlightBook::look_ahead(Instant finished, std::uint64_t id) {
  if (finished <= clock_->now() + tolerance) return;
  const std::lock_guard lock(mutex_);
  conduct_.ahead.note(id);
}

}  // namespace harness::drive
