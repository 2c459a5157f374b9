// One context of the model, and those whose turn it is there.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/inference/model/model.h"
#include "engine/inference/schedule/answer_text.h"
#include "engine/inference/schedule/stages.h"
#include "engine/inference/schedule/tally.h"
#include "engine/inference/schedule/waiting_room.h"

namespace engine::inference::schedule {

/// What all desks of a scheduler work with.
struct Office {
  const Model& model;
  const Settings& settings;
  const run::FaultPlan* faults;  // null: none
  const Now& now;
  WaitingRoom& room;
  Tally& tally;
};

/// Steps the model, and tells each request's sink what comes of it. A step holds one token of each
/// request whose prompt is read; the others share what is left of schedule.step_tokens, so that a
/// long prompt holds nobody up. One thread at a time.
class Desk {
 public:
  /// `office` outlives this. Precondition: the context has settings.places() sequences.
  Desk(const Office& office, std::unique_ptr<Context> context);

  /// What a turn came to.
  struct Turn {
    bool stepped = false;              // false: there was nobody
    std::optional<Time> look_again{};  // when it is worth while though nobody comes
    std::uint64_t seen = 0;            // for WaitingRoom::wait
  };
  /// Lets go of whoever is cancelled or late, takes others in, and does one step.
  Turn turn();

  /// Ends all that have a place.
  void dismiss(const Error& why);

 private:
  struct Seat {
    std::shared_ptr<Job> job;  // null: free
    AnswerText text;
    std::size_t read = 0;  // tokens of the prompt that the context has, or has next
    std::size_t made = 0;  // tokens of the answer
    Token last = 0;
    std::optional<run::Fault> fault;  // of the answer, when that many tokens are made
    std::size_t fault_after = 0;

    bool has_read() const { return read == job->prompt.size(); }
  };

  void let_go();
  Turn take_in();
  void seat(std::shared_ptr<Job> job);
  Expected<void> begin(Seat& seat) const;
  void plan();
  void plan_reading(std::size_t tokens);
  Expected<std::vector<Token>> step();
  void take_step(const Expected<std::vector<Token>>& tokens, Duration took);
  void take_token(Seat& seat, Token token);
  Expected<void> meet_fault(Seat& seat) const;
  void finish_answer(Seat& seat, Finish why);
  void end(Seat& seat, const Ended& ended, Way way);
  void fail(Seat& seat, const Error& why);
  void give_up(Seat& seat);

  const Office& office_;
  const std::unique_ptr<Context> context_;
  std::vector<Seat> seats_;  // by sequence
  std::vector<StepPart> parts_;
  std::vector<std::size_t> readers_;  // seats that have prompt left, as they came
  std::vector<std::size_t> wanted_;   // by them: tokens
};

/// Ends one that never had a place, as cancelled or timed out.
void end_waiting(const Job& job, Tally& tally);

}  // namespace engine::inference::schedule
