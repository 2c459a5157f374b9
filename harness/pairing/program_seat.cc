#include "harness/pairing/program_seat.h"

#include <system_error>
#include <utility>

#include "harness/child/child.h"

namespace harness::pairing {
namespace {

/// A folder that is there for as long as this is.
class Scratch {
 public:
  explicit Scratch(std::filesystem::path path) : path_(std::move(path)) {}
  ~Scratch() { remove(); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  Expected<void> make() {
    remove();
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error) return failure(path_.string() + ": can't make the folder: " + error.message());
    return {};
  }

 private:
  void remove() const {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path path_;
};

/// The program and the folder that it works in, which outlives it.
struct Held {
  explicit Held(const SeatOrder& asked) : order(asked), scratch(asked.session.target.scratch) {}

  SeatOrder order;
  Scratch scratch;
  std::unique_ptr<child::Child> child;

  child::Limits within(Duration most) const { return {.most = most, .stop = order.stop}; }
};

Expected<void> close(Held& held) {
  const auto closed = held.child->close(held.within(held.order.deadlines.end));
  if (!closed) return tl::unexpected(closed.error());
  if (!closed->wrong.empty()) return failure("its outputs are wrong: " + closed->wrong);
  return held.child->quit(held.within(held.order.deadlines.end));
}

}  // namespace

Expected<Seat> take_program_seat(const SeatOrder& order) {
  auto held = std::make_shared<Held>(order);
  if (auto made = held->scratch.make(); !made) return tl::unexpected(made.error());
  auto child = child::Child::start(order.program, held->within(order.deadlines.start));
  if (!child) return tl::unexpected(child.error());
  held->child = std::move(*child);
  auto ready = held->child->open(order.session, held->within(order.deadlines.making), order.tell);
  if (!ready) return tl::unexpected(ready.error());
  return Seat{.hello = held->child->hello(),
              .ready = std::move(*ready),
              .slice =
                  [held](const child::SliceOrder& turn) {
                    const Duration most =
                        turn.length + turn.patience + held->order.deadlines.beyond_turn;
                    return held->child->slice(turn, held->within(most));
                  },
              .close = [held] { return close(*held); }};
}

}  // namespace harness::pairing
