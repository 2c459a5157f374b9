// What the stages of the documents workload work with.
#pragma once

#include <optional>

#include "engine/analyse/analyser.h"
#include "engine/cache/cache.h"
#include "engine/content/recipe.h"
#include "engine/documents/content.h"
#include "engine/documents/in_flight.h"
#include "engine/documents/known_files.h"
#include "engine/documents/options.h"
#include "engine/documents/pools.h"
#include "engine/documents/prefetcher.h"
#include "engine/documents/quarantine.h"
#include "engine/documents/under_way.h"
#include "engine/parse/parser.h"
#include "engine/pdf/reader.h"
#include "engine/process/outworker.h"
#include "engine/remote/level.h"
#include "engine/run/progress.h"
#include "engine/run/workload.h"
#include "engine/store/store.h"

namespace engine::documents {

/// Shared by all workers; outlives them.
struct Services {
  const Options& options;
  cache::Cache<Content>& cache;
  store::Store& store;
  const run::Now& now;
  KnownFiles& known_files;
  InFlight& in_flight;
  Quarantine& quarantine;
  remote::Level* second_level = nullptr;  // null without one
  Prefetcher* prefetcher = nullptr;       // null without cache.prefetch
  UnderWay* under_way = nullptr;          // null without state.resume
  content::Recipe recipe = content::recipe_of(ingredients_of(options));
  content::Recipe cut_recipe = content::recipe_of_cut(ingredients_of(options));
};

/// A worker's own tools, which it keeps or builds anew for each batch (parser.reuse).
struct Tools {
  explicit Tools(const Options& options)
      : parser(options.document_max_bytes), analyser(options.analysis) {}

  parse::Parser parser;
  analyse::Analyser analyser;
};

/// What one worker has.
struct Context {
  /// Both must outlive it; on the seat it says what it does.
  Context(const Services& shared, run::ProgressBoard::Seat& its)
      : services(shared), pools(shared.options.memory_pools), seat(its) {
    if (shared.second_level != nullptr) second_level.emplace(*shared.second_level);
  }

  const Services& services;
  Pools pools;
  run::ProgressBoard::Seat& seat;
  Tools& tools_at_hand() { return tools ? *tools : tools.emplace(services.options); }

  std::optional<Tools> tools;
  pdf::Reader pdfs;                             // starts no process before the first one
  std::optional<process::Outworker> outworker;  // executor=processes: who has the tools instead
  std::optional<remote::Access> second_level;
};

}  // namespace engine::documents
