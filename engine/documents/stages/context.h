// What the stages of the documents workload work with.
#pragma once

#include <optional>

#include "engine/cache/cache.h"
#include "engine/documents/analyse/analyser.h"
#include "engine/documents/content/recipe.h"
#include "engine/documents/items/content.h"
#include "engine/documents/items/in_flight.h"
#include "engine/documents/items/known_files.h"
#include "engine/documents/options/options.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/pdf/reader.h"
#include "engine/documents/process/outworker.h"
#include "engine/documents/remote/level.h"
#include "engine/documents/services/pools.h"
#include "engine/documents/services/prefetcher.h"
#include "engine/documents/services/quarantine.h"
#include "engine/documents/services/under_way.h"
#include "engine/documents/store/store.h"
#include "engine/run/progress.h"
#include "engine/run/workload.h"

namespace engine::documents::stages {

using content::Content;

/// Shared by all workers; outlives them.
struct Services {
  const options::Options& options;
  cache::Cache<Content>& cache;
  store::Store& store;
  const Now& now;
  items::KnownFiles& known_files;
  items::InFlight& in_flight;
  services::Quarantine& quarantine;
  remote::Level* second_level = nullptr;       // null without one
  services::Prefetcher* prefetcher = nullptr;  // null without cache.prefetch
  services::UnderWay* under_way = nullptr;     // null without state.resume
  content::Recipe recipe = content::recipe_of(options::ingredients_of(options));
  content::Recipe cut_recipe = content::recipe_of_cut(options::ingredients_of(options));
};

/// A worker's own tools, which it keeps or builds anew for each batch (parser.reuse).
struct Tools {
  explicit Tools(const options::Options& options)
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
  services::Pools pools;
  run::ProgressBoard::Seat& seat;
  Tools& tools_at_hand() { return tools ? *tools : tools.emplace(services.options); }

  std::optional<Tools> tools;
  pdf::Reader pdfs;                             // starts no process before the first one
  std::optional<process::Outworker> outworker;  // executor=processes: who has the tools instead
  std::optional<remote::Access> second_level;
};

}  // namespace engine::documents::stages
