#include "scenarios/replay/replay_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/words/figure_format.h"
#include "scenarios/terminal/terminal_table.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

using harness::result::Figure;
using reports::words::milliseconds;

constexpr std::size_t longest_stage = 38;

std::string table(const RequestTime& then, const RequestTime& cold, const RequestTime& warm,
                  const std::vector<std::string>& target_stages, std::size_t width) {
  std::vector<std::string> stages = target_stages;
  for (const auto& [name, ms] : then.stages_ms) {
    if (std::find(stages.begin(), stages.end(), name) == stages.end()) stages.push_back(name);
  }
  TerminalColumn part{.heading = "", .left = true};
  std::array<TerminalColumn, 3> times{TerminalColumn{.heading = "in the run"},
                                      {.heading = "alone, cold"},
                                      {.heading = "alone, warm"}};
  const auto add = [&](const std::string& name, const std::array<std::string, 3>& cells) {
    part.cells.push_back(name);
    for (std::size_t i = 0; i < cells.size(); ++i) times.at(i).cells.push_back(cells.at(i));
  };
  const auto add_part = [&](const char* name, Figure RequestTime::*figure) {
    add(name, {milliseconds(then.*figure), milliseconds(cold.*figure), milliseconds(warm.*figure)});
  };
  add_part("latency", &RequestTime::latency_ms);
  add_part("lag", &RequestTime::lag_ms);
  add_part("wait", &RequestTime::wait_ms);
  add_part("service", &RequestTime::service_ms);
  add_part("delivery", &RequestTime::delivery_ms);
  if (!stages.empty()) add("stages", {});
  for (const std::string& stage : stages) {
    add("  " + fitted(stage, longest_stage),
        {milliseconds(then.stage_ms(stage)), milliseconds(cold.stage_ms(stage)),
         milliseconds(warm.stage_ms(stage))});
  }
  return terminal_table(
      {std::move(part), std::move(times[0]), std::move(times[1]), std::move(times[2])}, width);
}

}  // namespace

std::string where_time_went(const RequestTime& then, const RequestTime& cold) {
  const double latency = then.latency_ms.value_or(0);
  if (!(latency > 0)) return "The run's files do not tell how long it took.";
  const auto half = [&](Figure part) { return part.value_or(0) >= latency / 2; };
  const std::string all = milliseconds(latency);
  if (half(then.lag_ms)) {
    return fmt::format("The generator was late: {} of {} had passed before it was sent.",
                       milliseconds(then.lag_ms), all);
  }
  // Runs of earlier versions count delivery as service.
  Figure cold_service = cold.service_ms;
  if (!then.delivery_ms) cold_service = cold_service.value_or(0) + cold.delivery_ms.value_or(0);
  struct Part {
    Figure then, cold;
    const char *alike, *longer;
  };
  const std::array<Part, 3> parts{
      Part{then.wait_ms, cold.wait_ms,
           "It waits as long alone: {} of {} before work began, {} alone.",
           "It waited in the queue: {} of {}; alone it waits {}."},
      Part{then.service_ms, cold_service,
           "The item itself is slow: its service took {} of {}, and takes {} alone.",
           "Neither the queue nor the item explains it: its service took {} of {}, but takes {} "
           "alone; it was slow only then."},
      Part{then.delivery_ms, cold.delivery_ms,
           "Its delivery is slow: {} of {} went by after its own work was done, and {} do alone.",
           "It waited for others after its own work was done: {} of {}; alone that takes {}."}};
  for (const Part& part : parts) {
    if (!half(part.then)) continue;
    const bool alike = part.cold.value_or(0) >= part.then.value_or(0) / 2;
    return fmt::format(fmt::runtime(alike ? part.alike : part.longer), milliseconds(part.then), all,
                       milliseconds(part.cold));
  }
  return fmt::format(
      "No part was half of its {}: {} before work began, {} in service, {} after; alone it takes "
      "{}.",
      all, milliseconds(then.lag_ms.value_or(0) + then.wait_ms.value_or(0)),
      milliseconds(then.service_ms), milliseconds(then.delivery_ms), milliseconds(cold.latency_ms));
}

std::string replay_text(const ReplayPlan& plan, const Replay& replay, std::size_t width) {
  const RequestTime then = time_then(plan.then);
  const RequestTime cold = median_of(replay.cold), warm = median_of(replay.warm);
  const std::string what =
      plan.then.name.empty() ? fmt::format("item {}", plan.then.item) : plan.then.name;
  std::string text =
      wrapped(fmt::format("slow request {}: {}, due {:.3f} s into {}/{}", plan.number, what,
                          plan.then.due_s, plan.then.step, plan.then.phase),
              "", "  ", width);
  text += "\n" + table(then, cold, warm, replay.stages, width) + "\n";
  text += wrapped(where_time_went(then, cold), "", "  ", width);
  for (const std::string& note : replay.notes) text += wrapped(note, "note: ", "  ", width);
  if (!replay.wrong.empty()) text += wrapped(replay.wrong, "WRONG OUTPUT: ", "  ", width);
  text += fmt::format("alone: medians of {} fresh target{}\n", replay.cold.size(),
                      replay.cold.size() == 1 ? "" : "s");
  return text;
}

}  // namespace scenarios
