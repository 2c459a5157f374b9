// Worker counts.
#include <array>
#include <string>

#include "scenarios/general/findings.h"
#include "scenarios/general/loads.h"
#include "scenarios/general/scenarios.h"

namespace scenarios {
namespace {

constexpr std::array<std::size_t, 4> worker_numbers{1, 2, 4, 8};

/// Enough to keep the most workers busy; as many for fewer, so that only the workers differ.
constexpr std::size_t clients_of_workers = 40 * worker_numbers.back();

/// `passes`: of items that are asked for once each.
Form worker_counts(const Subject& subject, bool passes, harness::Duration each,
                   harness::Duration interval) {
  Form form{.capacity = {}, .interval = interval};
  for (const std::size_t workers : worker_numbers) {
    Step step{.name = std::to_string(workers) + (workers == 1 ? " worker" : " workers"),
              .settings = subject.beside_workers,
              .load = ClosedLoad{.clients = clients_of_workers,
                                 .length = each,
                                 .warm_up = {},
                                 .think_time = {},
                                 .passes = passes},
              .toll = subject.toll};
    step.settings.emplace_back(subject.workers, std::to_string(workers));
    form.step_list()->push_back(std::move(step));
  }
  return form;
}

}  // namespace

Scenario worker_sweep(const Subject& subject) {
  // Work that a cache would spare says nothing of workers, where each item can be asked for once.
  const bool once = subject.open_items != nullptr;
  return {
      .name = "worker-sweep",
      .question = "How many workers are worth having on this machine?",
      .view = harness::result::sweep_view(),
      .make_target = subject.make_target,
      .popularity = once ? harness::mix::Popularity{.choice = harness::mix::Choice::sequential_once,
                                                    .classes = {}}
                         : subject.popularity,
      .limits = {{"errors<=0%", "default"}, nothing_shed},
      .quick = worker_counts(subject, once, 2500ms, 250ms),
      .standard = worker_counts(subject, once, 14s, 1s),
      .full = worker_counts(subject, once, 60s, 5s),
      .conclude = conclude_worker_sweep};
}

}  // namespace scenarios
