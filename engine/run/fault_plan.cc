#include "engine/run/fault_plan.h"

#include <algorithm>

#include "engine/run/dice.h"

namespace engine::run {
namespace {

/// FNV-1a: a stage keeps its draws when others come before it.
std::uint64_t hash_of(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

}  // namespace

std::string_view to_string(Fault::Kind kind) {
  switch (kind) {
    case Fault::Kind::error:
      return "error";
    case Fault::Kind::exception:
      return "exception";
    case Fault::Kind::delay:
      return "delay";
    case Fault::Kind::crash:
      return "crash";
  }
  return "error";
}

FaultPlan::FaultPlan(std::span<const std::string_view> stage_names, std::uint64_t seed)
    : names_(stage_names.begin(), stage_names.end()) {
  for (const std::string_view name : stage_names) {
    stages_.emplace_back().seed = mixed(seed) ^ hash_of(name);
  }
}

double FaultPlan::Faults::share() const {
  double sum = lasting_share;
  for (const Rule& rule : passing) sum += rule.share;
  return sum;
}

void FaultPlan::add(std::size_t stage, const Rule& rule) {
  Faults& faults = stages_[stage];
  if (rule.share <= 0) return;
  (rule.fault.lasting ? faults.lasting : faults.passing).push_back(rule);
  if (rule.fault.lasting) faults.lasting_share += rule.share;
}

bool FaultPlan::is_empty() const {
  return std::all_of(stages_.begin(), stages_.end(),
                     [](const Faults& stage) { return stage.share() <= 0; });
}

bool FaultPlan::has(Fault::Kind kind) const {
  const auto is_of_kind = [&](const Rule& rule) { return rule.fault.kind == kind; };
  return std::any_of(stages_.begin(), stages_.end(), [&](const Faults& stage) {
    return std::any_of(stage.lasting.begin(), stage.lasting.end(), is_of_kind) ||
           std::any_of(stage.passing.begin(), stage.passing.end(), is_of_kind);
  });
}

std::optional<Fault> FaultPlan::at(std::size_t stage, std::uint64_t number,
                                   std::size_t attempt) const {
  const auto lasting = lasting_at(stage, number);
  return lasting ? lasting : passing_at(stage, number, attempt);
}

std::optional<Fault> FaultPlan::lasting_at(std::size_t stage, std::uint64_t number) const {
  if (stages_.empty() || stages_[stage].lasting.empty()) return std::nullopt;
  double drawn = chance(stages_[stage].seed, number, 0);
  for (const Rule& rule : stages_[stage].lasting) {
    if (drawn < rule.share) return rule.fault;
    drawn -= rule.share;
  }
  return std::nullopt;
}

std::optional<Fault> FaultPlan::passing_at(std::size_t stage, std::uint64_t number,
                                           std::size_t attempt) const {
  if (stages_.empty() || stages_[stage].passing.empty()) return std::nullopt;
  // Drawn from those alone that meet nothing that lasts: so the shares are of all items.
  double drawn = chance(stages_[stage].seed, number, attempt) * (1 - stages_[stage].lasting_share);
  for (const Rule& rule : stages_[stage].passing) {
    if (drawn < rule.share) return rule.fault;
    drawn -= rule.share;
  }
  return std::nullopt;
}

}  // namespace engine::run
