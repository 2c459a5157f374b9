// Were the engine's outputs right? Looked at after the load, outside the timed region.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/documents/engine.h"
#include "harness/expected.h"
#include "scenarios/corpus/corpus.h"

namespace scenarios {

/// Every document that was acknowledged as ok must have its state in the database, as ok; a sample
/// of them is worked out again, alone and without a cache, and must come to the same title,
/// language, summary and keywords; and the database must be sound.
harness::Expected<void> check_outputs(const engine::documents::Engine& engine, const Corpus& corpus,
                                      const std::vector<std::size_t>& acknowledged);

}  // namespace scenarios
