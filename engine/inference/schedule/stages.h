// The stages of a request, at which a fault plan lets it fail.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "engine/option_info.h"
#include "engine/run/fault_plan.h"

namespace engine::inference::schedule {

/// tokenise: before it waits. prefill: before the model reads its prompt. decode: between two
/// tokens of its answer. finish: after its last token. send: its connection breaks.
enum Stage : std::size_t { tokenise, prefill, decode, finish, send };
inline constexpr std::array<std::string_view, 5> stage_names{"tokenise", "prefill", "decode",
                                                             "finish", "send"};

struct Faults {
  std::string plan;  // run::FaultPlan's words; empty: none
  std::uint32_t seed = 1;
};

/// The rows faults.plan and faults.seed.
OptionTable<Faults> fault_rows();

/// Null: none. Errors: invalid_option, of words that are no plan, and of crashes: there is no child
/// process that could.
Expected<std::shared_ptr<const run::FaultPlan>> plan_of(const Faults& faults);

/// Lets a fault happen: an error, an exception, which is thrown, or a delay of the thread.
Expected<void> meet(const run::Fault& fault, Stage stage);

}  // namespace engine::inference::schedule
