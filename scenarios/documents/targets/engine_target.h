// The document engine as a target of the harness.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/documents/item.h"
#include "engine/options.h"
#include "harness/run/scenario.h"
#include "scenarios/corpus/corpus.h"
#include "scenarios/servers/redis_server.h"

namespace scenarios {

/// Makes the engine that the order asks for, with a database in its scratch folder, over its
/// corpus. Besides what the engine's options take, cache.capacity may be a share of the corpus's
/// bytes ("25%"), which leaves a preset's unbounded cache as it is, and cache.redis may be `own`: a
/// server that is started for this target and ends with it.
harness::Expected<harness::run::Prepared> make_engine_target(
    const harness::run::TargetOrder& order);

/// The value of cache.redis that asks for a server of the target's own. No engine knows it.
inline constexpr std::string_view own_redis = "own";

/// Where the options ask for it: a server of the target's own, whose address then stands in them.
/// Null otherwise. An error: it can't be started.
harness::Expected<std::unique_ptr<RedisServer>> own_server(engine::Options& options);

/// How a target tells the harness of a document's end: the parts of its time, and who fills them.
struct Telling {
  std::vector<std::string> (*stages)();
  void (*complete)(const harness::Completion& done, const engine::documents::Result& result);
};

/// Ends a request for a document. What was spent on one that failed is the time of one stage behind
/// the engine's own, "errors", and not of those that it went through: so it can be told apart.
void complete(const harness::Completion& done, const engine::documents::Result& result);

/// The engine's stages, and "errors".
std::vector<std::string> engine_stages();

/// Why a document failed, in the engine's words, for as long as this object is there.
class EngineWhy {
 public:
  /// Of one that did not fail: nothing.
  explicit EngineWhy(const engine::documents::Result& result);
  operator harness::Why() const { return {reason_, example_}; }  // NOLINT(*-explicit-*)

 private:
  std::string_view reason_;
  std::string example_;
};

/// By the engine's stages.
inline constexpr Telling by_stage{engine_stages, complete};

/// The same over a corpus that the caller has chosen. With `seen` the engine has processed each of
/// its documents once before it is handed over. Errors, besides the engine's: no documents.
harness::Expected<harness::run::Prepared> make_engine_target_over(
    const harness::run::TargetOrder& order, std::shared_ptr<const Corpus> corpus, bool seen,
    Telling telling = by_stage);

/// The harness's word for it.
harness::Outcome outcome_of(engine::documents::Outcome outcome);

/// What every target over an engine says of it: preset, batch size, workers, all options, and the
/// documents' sizes and names.
void describe_engine(const harness::run::TargetOrder& order, const engine::Options& options,
                     const std::shared_ptr<const Corpus>& corpus, harness::run::Prepared& prepared);

/// The options that a preset ("v1", "v2") and settings come to. Errors name the nearest right
/// spelling. `corpus_bytes`: what a share is a share of.
harness::Expected<engine::Options> engine_options(
    const std::string& preset, const std::vector<harness::run::Setting>& settings,
    std::uint64_t corpus_bytes);

}  // namespace scenarios
