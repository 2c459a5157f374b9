#include "scenarios/gate/sides.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/pairing/program_seat.h"

namespace scenarios {

using harness::Expected;
using harness::schedule::Generator;

Expected<Sides> Sides::make(const GateOrder& order, const std::stop_token& stop) {
  auto copies = EqualCopies::make(order.base.path, order.candidate.path,
                                  equal_environment(order.environment));
  if (!copies) return tl::unexpected(copies.error());
  auto scratch = ScratchFolder::make();
  if (!scratch) return tl::unexpected(scratch.error());
  return Sides(order, stop, std::move(*copies), std::move(*scratch));
}

harness::pairing::TakeSeat Sides::seat_of(const harness::child::Program& program, const char* place,
                                          bool of_candidate) const {
  harness::pairing::SeatOrder seat{.program = program, .session = order_.session, .stop = stop_};
  // A target that takes all of the budget to be made hangs, as far as the gate is concerned.
  seat.deadlines.making = std::max<harness::Duration>(order_.budget, std::chrono::minutes(1));
  harness::child::SessionOrder& session = seat.session;
  session.target.scratch = scratch_.path() / place;
  if (injection_) session.injected.emplace();
  if (of_candidate) {
    session.injected = injection_;
    session.target.settings.insert(session.target.settings.end(), order_.candidate_settings.begin(),
                                   order_.candidate_settings.end());
  }
  return [seat] {
    return harness::pairing::take_program_seat(seat).map_error([&](harness::Error error) {
      // Nobody knows the copy; whose it is stands before the sentence.
      const std::string path = seat.program.path.string();
      for (std::size_t at = error.message.find(path); at != std::string::npos;
           at = error.message.find(path)) {
        error.message.replace(at, path.size(), "it");
      }
      return error;
    });
  };
}

/// The folder that a program works in goes with its place.
Sides::Seats Sides::seats_of(const EqualCopies::Pair& programs, bool base_in_a) const {
  return {.base = seat_of(programs.base, base_in_a ? "a" : "b", false),
          .candidate = seat_of(programs.candidate, base_in_a ? "b" : "a", true)};
}

Expected<Sides::Seats> Sides::place(Generator& random) {
  const bool base_in_a = random() >> 63 != 0;
  return copies_.place(base_in_a).map(
      [&](const EqualCopies::Pair& programs) { return seats_of(programs, base_in_a); });
}

bool Sides::find_linkers() {
  const auto find = [this](const char* name, const FoundProgram& program,
                           std::optional<Relinker>& linker) {
    auto found = Relinker::of(program.path, stop_);
    if (found) {
      linker.emplace(std::move(*found));
      return true;
    }
    std::string why = found.error().message;
    const std::string path = program.path.string();
    if (const std::size_t at = why.find(path); at != why.npos) why.replace(at, path.size(), "it");
    warnings_.push_back(fmt::format(
        "What regressed was confirmed without linking the programs anew, as {} can't be: {}. A "
        "bias of memory layout, if there is one, is in both measurements.",
        name, why));
    return false;
  };
  return find("the base", order_.base, base_linker_) &&
         find("the candidate", order_.candidate, candidate_linker_);
}

Expected<Sides::Seats> Sides::place_relinked(Generator& random) {
  const bool base_in_a = random() >> 63 != 0;
  const std::filesystem::path linked = scratch_.path() / "linked";
  std::error_code error;
  std::filesystem::remove_all(linked, error);
  const auto link = [&](const Relinker& linker, bool in_a) -> Expected<harness::child::Program> {
    harness::child::Program program;
    program.path = linked / (in_a ? "a" : "b") / "program";
    program.environment = equal_environment(order_.environment);
    std::filesystem::create_directories(program.path.parent_path(), error);
    if (error) return harness::failure(linked.string() + ": " + error.message());
    if (auto made = linker.link(random(), program.path, stop_); !made) {
      return tl::unexpected(made.error());
    }
    return program;
  };
  auto base = link(*base_linker_, base_in_a);
  if (!base) return tl::unexpected(base.error());
  auto candidate = link(*candidate_linker_, !base_in_a);
  if (!candidate) return tl::unexpected(candidate.error());
  return seats_of({std::move(*base), std::move(*candidate)}, base_in_a);
}

std::vector<std::string> Sides::warnings() const {
  std::vector<std::string> all = copies_.warnings();
  all.insert(all.end(), warnings_.begin(), warnings_.end());
  return all;
}

}  // namespace scenarios
