// Faults to be injected, on purpose and the same ones each time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/workload.h"

namespace engine::run {

/// What goes wrong with an item at a stage.
struct Fault {
  enum class Kind : std::uint8_t { error, exception, delay, crash };
  static constexpr std::size_t kinds = 4;

  Kind kind = Kind::error;
  bool lasting = false;  // it will at the next attempt, too
  Duration delay{};      // of a delay
};

std::string_view to_string(Fault::Kind kind);

/// Which items meet which fault at which stage. Drawn from the seed, the stage's name, the item's
/// number and the attempt alone, so that an item meets the same faults whatever executor runs it,
/// on however many threads. Immutable.
class FaultPlan {
 public:
  static constexpr Duration longest_delay = std::chrono::minutes(1);

  /// No faults.
  FaultPlan() = default;

  /// "off", or rules with commas between: STAGE:KIND:SHARE[:lasting][:DURATION]. STAGE is one of
  /// `stage_names` (the workload's) or * for each; KIND is error, exception, delay or crash; SHARE
  /// is from 0% to 100%, all rules for a stage together at most 100%; DURATION is for a delay, 10ms
  /// if not given, at most a minute. A passing fault is drawn anew for each attempt; a lasting one
  /// is drawn once for an item, which meets it at each attempt. Errors name the rule, and what
  /// would be right.
  static Expected<FaultPlan> parse(std::string_view text,
                                   std::span<const std::string_view> stage_names,
                                   std::uint64_t seed);

  /// No rule has a share.
  bool is_empty() const;
  bool has(Fault::Kind kind) const;
  /// Those that it was made for.
  const std::vector<std::string>& stage_names() const { return names_; }

  /// What an item meets at an attempt (from 1) at a stage, at most one fault; each rule's share of
  /// all items meets its. Precondition: the stage is one of stage_names().
  std::optional<Fault> at(std::size_t stage, std::uint64_t number, std::size_t attempt) const;
  /// Its two parts: what lasts, and what passes with one that meets nothing that lasts.
  std::optional<Fault> lasting_at(std::size_t stage, std::uint64_t number) const;
  std::optional<Fault> passing_at(std::size_t stage, std::uint64_t number,
                                  std::size_t attempt) const;

 private:
  struct Rule {
    Fault fault;
    double share = 0;  // 0 to 1
  };
  struct Faults {
    std::uint64_t seed = 0;
    double lasting_share = 0;
    std::vector<Rule> lasting, passing;

    double share() const;
  };

  FaultPlan(std::span<const std::string_view> stage_names, std::uint64_t seed);

  static Expected<Rule> parse_rule(std::string_view rest);
  Expected<void> add_rule(std::string_view whole);
  void add(std::size_t stage, const Rule& rule);

  std::vector<std::string> names_;
  std::vector<Faults> stages_;
};

}  // namespace engine::run
