// Batch sizes: source 000, section 1.
#include <array>
#include <string>

#include "scenarios/engine_target.h"
#include "scenarios/findings.h"
#include "scenarios/loads.h"

namespace scenarios::batch_sweep {
namespace {

constexpr std::array<std::size_t, 7> sizes{1, 5, 10, 20, 50, 100, 200};

/// Two of the largest batches for each of two workers, so that batches of every size fill. As many
/// for all sizes: what more clients are worth is not what a larger batch is worth.
constexpr std::size_t clients = 4 * sizes.back();

/// A transaction for each document takes as long as its processing.
harness::run::Toll batch_toll(std::size_t size) {
  harness::run::Toll toll = engine_toll;
  if (size == 1) toll.pass *= 2;
  return toll;
}

/// Each document is taken once, by a fresh engine; again with another one until the time is over.
Form batch_sizes(harness::Duration each, harness::Duration interval) {
  Form form{.steps = {}, .search = {}, .capacity = {}, .interval = interval};
  for (const std::size_t size : sizes) {
    form.steps.push_back(
        {.name = "batch " + std::to_string(size),
         .settings = {{"batch.size", std::to_string(size)}, {"queue.capacity", "10000"}},
         .load = ClosedLoad{.clients = clients,
                            .length = each,
                            .warm_up = {},
                            .think_time = {},
                            .passes = true},
         .toll = batch_toll(size)});
  }
  return form;
}

Scenario batch_sweep() {
  return {.name = "batch-sweep",
          .question = "How many documents should a batch hold?",
          .kind = "sweep",
          .make_target = make_engine_target,
          .popularity = {.choice = harness::load::Choice::sequential_once, .classes = {}},
          .limits = {{"errors<=0%", "default"}, nothing_shed},
          .quick = batch_sizes(1200ms, 250ms),
          .standard = batch_sizes(8s, 1s),
          .full = batch_sizes(60s, 5s),
          .conclude = conclude_batch_sweep};
}

const harness::run::Registration registration{batch_sweep};

}  // namespace
}  // namespace scenarios::batch_sweep
