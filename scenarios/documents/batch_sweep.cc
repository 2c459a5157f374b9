// Batch sizes: source 000, section 1.
#include <array>
#include <string>

#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/loads/with_operations.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/engine_target.h"
#include "scenarios/general/findings.h"

namespace scenarios::documents::batch_sweep {
namespace {

constexpr std::array<std::size_t, 7> sizes{1, 5, 10, 20, 50, 100, 200};

/// Two of the largest batches for each of two workers, so that batches of every size fill. As many
/// for all sizes: what more clients are worth is not what a larger batch is worth.
constexpr std::size_t clients = 4 * sizes.back();

/// A transaction for each document takes as long as its processing.
harness::scenario::Toll batch_toll(std::size_t size) {
  harness::scenario::Toll toll = engine_toll;
  if (size == 1) toll.pass *= 2;
  return toll;
}

/// Each document is taken once, by a fresh engine; again with another one until the time is over.
Form batch_sizes(harness::Duration each, harness::Duration interval) {
  Form form{.capacity = {}, .interval = interval};
  for (const std::size_t size : sizes) {
    form.step_list()->push_back(
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

}  // namespace

Scenario make() {
  return {.name = "batch-sweep",
          .question = "How many documents should a batch hold?",
          .view = harness::result::sweep_view(),
          .make_target = make_engine_target,
          .popularity = {.choice = harness::mix::Choice::sequential_once, .classes = {}},
          .limits = {{"errors<=0%", "default"}, nothing_shed},
          .quick = batch_sizes(1200ms, 250ms),
          .standard = batch_sizes(8s, 1s),
          .full = batch_sizes(60s, 5s),
          .conclude = with_operations(conclude_batch_sweep)};
}

}  // namespace scenarios::documents::batch_sweep
