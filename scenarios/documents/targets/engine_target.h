// The document engine as a target of the harness.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/documents/items/item.h"
#include "engine/documents/options/options.h"
#include "harness/scenario/scenario.h"
#include "scenarios/corpus/corpus.h"
#include "scenarios/servers/redis_server.h"

namespace scenarios {

/// Makes the engine that the order asks for, with a database in its scratch folder, over its
/// corpus. Besides what the engine's options take, cache.capacity may be a share of the corpus's
/// bytes ("25%"), which leaves a preset's unbounded cache as it is, and cache.redis may be `own`: a
/// server that is started for this target and ends with it.
harness::Expected<harness::scenario::Prepared> make_engine_target(
    const harness::scenario::TargetOrder& order);

/// The value of cache.redis that asks for a server of the target's own. No engine knows it.
inline constexpr std::string_view own_redis = "own";

/// Where the options ask for it: a server of the target's own, whose address then stands in them.
/// Null otherwise. An error: it can't be started.
harness::Expected<std::unique_ptr<RedisServer>> own_server(
    engine::documents::options::Options& options);

std::vector<std::string> engine_stages();

/// Into which classes a target tells its documents apart, and how, once they have ended.
struct Telling {
  harness::RequestClasses classes = {};
  std::uint32_t (*class_of)(const engine::documents::items::Result& result) = nullptr;
};

/// Why a document failed, in the engine's words, for as long as this object is there.
class EngineWhy {
 public:
  /// Of one that did not fail: nothing.
  explicit EngineWhy(const engine::documents::items::Result& result);
  operator harness::Why() const { return {reason_, example_}; }  // NOLINT(*-explicit-*)

 private:
  std::string_view reason_;
  std::string example_;
};

/// The same over a corpus that the caller has chosen. With `seen` the engine has processed each of
/// its documents once before it is handed over. Errors, besides the engine's: no documents.
harness::Expected<harness::scenario::Prepared> make_engine_target_over(
    const harness::scenario::TargetOrder& order, std::shared_ptr<const Corpus> corpus, bool seen,
    Telling telling = {});

/// The harness's word for it.
harness::Outcome outcome_of(engine::documents::items::Outcome outcome);

/// What every target over an engine says of it: preset, batch size, workers, all options, and the
/// documents' sizes and names.
void describe_engine(const harness::scenario::TargetOrder& order,
                     const engine::documents::options::Options& options,
                     const std::shared_ptr<const Corpus>& corpus,
                     harness::scenario::Prepared& prepared);

/// The options that a preset ("v1", "v2") and settings come to. Errors name the nearest right
/// spelling. `corpus_bytes`: what a share is a share of.
harness::Expected<engine::documents::options::Options> engine_options(
    const std::string& preset, const std::vector<harness::scenario::Setting>& settings,
    std::uint64_t corpus_bytes);

}  // namespace scenarios
