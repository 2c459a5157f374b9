// Both programs of a gate as files, afresh for each pair.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/schedule/generator.h"
#include "scenarios/contenders/equal_copies.h"
#include "scenarios/contenders/relink/relinker.h"
#include "scenarios/gate/gate_order.h"

namespace scenarios {

/// Puts both where nothing but their bytes tells them apart: at paths of equal length, one of them
/// in a folder "a" and the other in "b", which is drawn.
class FreshPrograms {
 public:
  struct Placed {
    EqualCopies::Pair programs;
    bool base_in_a = true;
  };

  /// An error: a program can't be read, or there is no room in the order's scratch folder. The
  /// order must outlive this.
  static harness::Expected<FreshPrograms> make(const GateOrder& order, const std::stop_token& stop);

  /// Copies. Precondition: no program of the pair before runs.
  harness::Expected<Placed> copy(harness::schedule::Generator& random) const;

  /// Can both be linked again? It links each to find out, when it is asked first. Where it can't be
  /// done warnings() say why.
  bool find_linkers();

  /// Links both, in orders of their parts that are drawn. Preconditions: find_linkers() said yes;
  /// no program of the pair before runs.
  harness::Expected<Placed> link(harness::schedule::Generator& random) const;

  std::vector<std::string> warnings() const;

 private:
  FreshPrograms(const GateOrder& order, const std::stop_token& stop, EqualCopies copies)
      : order_(order), stop_(stop), copies_(std::move(copies)) {}
  bool find_linker(const char* name, const FoundProgram& program, std::optional<Relinker>& linker);
  harness::Expected<harness::child::Program> link(const Relinker& linker, bool in_a,
                                                  std::uint64_t seed) const;

  const GateOrder& order_;
  std::stop_token stop_;
  EqualCopies copies_;
  std::optional<Relinker> base_linker_, candidate_linker_;
  std::vector<std::string> warnings_;
};

}  // namespace scenarios
