#include "engine/inference/schedule/desk.h"

#include <algorithm>
#include <new>
#include <utility>

#include "engine/inference/schedule/share.h"
#include "engine/run/dice.h"
#include "engine/run/thrown.h"

namespace engine::inference::schedule {
namespace {

Error late() {
  return {Reason::timed_out, "not done within request.deadline"};
}

/// What the function returns, or what it throws as an error.
template <class Function>
auto guarded(Function function) -> decltype(function()) {
  try {
    return function();
  } catch (const std::bad_alloc&) {
    return failure(Reason::out_of_memory, "no memory left for a step of the model");
  } catch (...) {
    return tl::unexpected(run::thrown_error());
  }
}

Error cancelled() {
  return {Reason::cancelled, "given up by whoever asked"};
}

}  // namespace

Desk::Desk(const Office& office, std::unique_ptr<Context> context)
    : office_(office), context_(std::move(context)), seats_(office.settings.places()) {}

Desk::Turn Desk::turn() {
  let_go();
  Turn turn = take_in();
  plan();
  if (parts_.empty()) return turn;
  const Time begun = office_.now();
  const auto tokens = step();
  take_step(tokens, office_.now() - begun);
  turn.stepped = true;
  return turn;
}

void Desk::let_go() {
  const Time now = office_.now();
  for (Seat& seat : seats_) {
    if (seat.job == nullptr) continue;
    if (seat.job->is_cancelled()) {
      give_up(seat);
    } else if (seat.job->deadline <= now) {
      fail(seat, late());
    }
  }
}

Desk::Turn Desk::take_in() {
  Places places{.all = seats_.size()};
  for (const Seat& seat : seats_) {
    if (seat.job == nullptr) continue;
    ++places.taken;
    places.tokens += seat.job->tokens();
  }
  WaitingRoom::Leaving leaving = office_.room.take(places, office_.now());
  for (const auto& job : leaving.gone) end_waiting(*job, office_.tally);
  for (auto& job : leaving.admitted) seat(std::move(job));
  return {.stepped = false, .look_again = leaving.look_again, .seen = leaving.seen};
}

void Desk::seat(std::shared_ptr<Job> job) {
  Seat& seat = *std::ranges::find(seats_, nullptr, &Seat::job);
  office_.tally.waits.add(office_.now() - job->came);
  office_.tally.open.fetch_add(1, std::memory_order_relaxed);
  seat = {.job = std::move(job), .text = AnswerText()};
  seat.text = AnswerText(seat.job->ask.stops);
  if (const auto begun = guarded([&] { return begin(seat); }); !begun) fail(seat, begun.error());
}

/// Meets what the fault plan has for its prompt, and sees what that has for its answer.
Expected<void> Desk::begin(Seat& seat) const {
  if (office_.faults == nullptr) return {};
  const Ask& ask = seat.job->ask;
  seat.fault = office_.faults->at(decode, ask.number, 1);
  const std::size_t between = std::max<std::size_t>(ask.most_tokens, 2) - 1;
  seat.fault_after = 1 + run::mixed(ask.number) % between;
  const auto fault = office_.faults->at(prefill, ask.number, 1);
  return fault ? meet(*fault, prefill) : Expected<void>();
}

void Desk::plan() {
  parts_.clear();
  readers_.clear();
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    Seat& seat = seats_[i];
    if (seat.job == nullptr) continue;
    if (seat.has_read()) {
      parts_.push_back({.sequence = i, .tokens = {&seat.last, 1}, .wants_next = true});
    } else {
      readers_.push_back(i);
    }
  }
  const std::size_t most =
      std::min<std::size_t>(office_.settings.step_tokens, context_->tokens_a_step());
  if (!readers_.empty()) plan_reading(most - parts_.size());
}

void Desk::plan_reading(std::size_t tokens) {
  std::ranges::stable_sort(readers_, {}, [&](std::size_t i) { return seats_[i].job->came; });
  wanted_.clear();
  for (const std::size_t i : readers_) {
    wanted_.push_back(seats_[i].job->prompt.size() - seats_[i].read);
  }
  const std::vector<std::size_t> given = share(tokens, wanted_);
  for (std::size_t at = 0; at < readers_.size(); ++at) {
    if (given[at] == 0) continue;
    Seat& seat = seats_[readers_[at]];
    const auto piece = std::span(seat.job->prompt).subspan(seat.read, given[at]);
    seat.read += given[at];
    parts_.push_back({.sequence = readers_[at], .tokens = piece, .wants_next = seat.has_read()});
  }
}

Expected<std::vector<Token>> Desk::step() {
  auto tokens = guarded([&] { return context_->step(parts_); });
  if (tokens && tokens->size() != parts_.size()) {
    return failure(Reason::internal, "the model answered for others than were asked for");
  }
  return tokens;
}

void Desk::take_step(const Expected<std::vector<Token>>& tokens, Duration took) {
  std::size_t prefilled = 0, decoded = 0;
  for (const StepPart& part : parts_) {
    // Before its first token is made, what a request brings is of its prompt.
    (seats_[part.sequence].made == 0 ? prefilled : decoded) += part.tokens.size();
  }
  office_.tally.count_step(parts_.size(), prefilled, decoded, took);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    Seat& seat = seats_[parts_[i].sequence];
    if (!tokens) {
      fail(seat, tokens.error());
    } else if (parts_[i].wants_next) {
      take_token(seat, (*tokens)[i]);
    }
  }
}

void Desk::take_token(Seat& seat, Token token) {
  const Ask& ask = seat.job->ask;
  if (seat.made == 0) office_.tally.first_tokens.add(office_.now() - seat.job->came);
  if (!ask.ignore_end && office_.model.is_end(token)) return finish_answer(seat, Finish::stop);
  seat.last = token;
  ++seat.made;
  Tally::add(office_.tally.answer_tokens, 1);
  if (!seat.job->sink->take(seat.text.add(office_.model.piece_of(token)))) return give_up(seat);
  if (seat.text.is_stopped()) return finish_answer(seat, Finish::stop);
  if (const auto met = guarded([&] { return meet_fault(seat); }); !met) {
    return fail(seat, met.error());
  }
  if (seat.made == ask.most_tokens) finish_answer(seat, Finish::length);
}

Expected<void> Desk::meet_fault(Seat& seat) const {
  if (!seat.fault || seat.made != seat.fault_after) return {};
  return meet(*seat.fault, decode);
}

void Desk::finish_answer(Seat& seat, Finish why) {
  const auto met = guarded([&]() -> Expected<void> {
    if (office_.faults == nullptr) return {};
    const auto fault = office_.faults->at(schedule::finish, seat.job->ask.number, 1);
    return fault ? meet(*fault, schedule::finish) : Expected<void>();
  });
  if (!met) return fail(seat, met.error());
  end(seat, {.error = {}, .finish = why}, Way::ok);
}

void Desk::end(Seat& seat, const Ended& ended, Way way) {
  const std::shared_ptr<Job> job = std::move(seat.job);
  Ended whole = ended;
  whole.prompt_tokens = job->prompt.size();
  whole.answer_tokens = seat.made;
  const std::string rest = ended.error ? std::string() : seat.text.finish();
  // Whoever is told may ask again at once: the place is free by then.
  seat = {};
  context_->forget(static_cast<std::size_t>(&seat - seats_.data()));
  office_.tally.open.fetch_sub(1, std::memory_order_relaxed);
  office_.tally.count(way);
  job->sink->end(rest, whole);
}

void Desk::fail(Seat& seat, const Error& why) {
  if (why.reason == Reason::timed_out) Tally::add(office_.tally.timed_out, 1);
  end(seat, {.error = why}, Way::failed);
}

void Desk::give_up(Seat& seat) {
  end(seat, {.error = cancelled()}, Way::cancelled);
}

void Desk::dismiss(const Error& why) {
  for (Seat& seat : seats_) {
    if (seat.job != nullptr) fail(seat, why);
  }
}

void end_waiting(const Job& job, Tally& tally) {
  const bool gave_up = job.is_cancelled();
  if (!gave_up) Tally::add(tally.timed_out, 1);
  tally.count(gave_up ? Way::cancelled : Way::failed);
  job.sink->end({}, {.error = gave_up ? cancelled() : late(), .prompt_tokens = job.prompt.size()});
}

}  // namespace engine::inference::schedule
