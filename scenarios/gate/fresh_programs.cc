#include "scenarios/gate/fresh_programs.h"

#include <fmt/format.h>

namespace scenarios {

using harness::Expected;
using harness::schedule::Generator;

namespace {

bool toss(Generator& random) {
  return random() >> 63 != 0;
}

}  // namespace

Expected<FreshPrograms> FreshPrograms::make(const GateOrder& order, const std::stop_token& stop) {
  return EqualCopies::make(order.base.path, order.candidate.path,
                           equal_environment(order.environment), order.scratch)
      .map([&](EqualCopies copies) { return FreshPrograms(order, stop, std::move(copies)); });
}

Expected<FreshPrograms::Placed> FreshPrograms::copy(Generator& random) const {
  const bool base_in_a = toss(random);
  return copies_.place(base_in_a).map([&](EqualCopies::Pair programs) {
    return Placed{std::move(programs), base_in_a};
  });
}

bool FreshPrograms::find_linkers() {
  return find_linker("the base", order_.base, base_linker_) &&
         find_linker("the candidate", order_.candidate, candidate_linker_);
}

bool FreshPrograms::find_linker(const char* name, const FoundProgram& program,
                                std::optional<Relinker>& linker) {
  if (linker) return true;
  auto found = Relinker::of(program.path, stop_);
  if (found) {
    linker.emplace(std::move(*found));
    return true;
  }
  std::string why = found.error().message;
  const std::string path = program.path.string();
  if (const std::size_t at = why.find(path); at != why.npos) why.replace(at, path.size(), "it");
  warnings_.push_back(fmt::format(
      "What regressed was confirmed without linking the programs anew, as {} can't be: {}. A bias "
      "of memory layout, if there is one, is in both measurements.",
      name, why));
  return false;
}

Expected<harness::child::Program> FreshPrograms::link(const Relinker& linker, bool in_a,
                                                      std::uint64_t seed) const {
  harness::child::Program program;
  program.path = order_.scratch / "linked" / (in_a ? "a" : "b") / "program";
  program.environment = equal_environment(order_.environment);
  const std::filesystem::path folder = program.path.parent_path();
  std::error_code error;
  std::filesystem::remove_all(folder, error);
  std::filesystem::create_directories(folder, error);
  if (error) return harness::failure(folder.string() + ": " + error.message());
  return linker.link(seed, program.path, stop_).map([&] { return program; });
}

Expected<FreshPrograms::Placed> FreshPrograms::link(Generator& random) const {
  const bool base_in_a = toss(random);
  auto base = link(*base_linker_, base_in_a, random());
  if (!base) return tl::unexpected(base.error());
  auto candidate = link(*candidate_linker_, !base_in_a, random());
  if (!candidate) return tl::unexpected(candidate.error());
  return Placed{{std::move(*base), std::move(*candidate)}, base_in_a};
}

std::vector<std::string> FreshPrograms::warnings() const {
  std::vector<std::string> all = copies_.warnings();
  all.insert(all.end(), warnings_.begin(), warnings_.end());
  return all;
}

}  // namespace scenarios
