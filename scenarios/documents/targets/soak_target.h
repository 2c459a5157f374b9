// An engine that works for long on documents that are nearly all new.
#pragma once

#include "harness/scenario/scenario.h"

namespace scenarios {

/// The setting that says how many documents there are at most.
inline constexpr const char* most_documents = "documents.most";

/// Makes the engine that the order asks for, over the corpus's documents of text formats, or so
/// many of them. It has
/// seen each of them once when it is handed over, and has been aged as the order says, so that its
/// database and its caches are as large as they stay: what comes then are new versions of the same
/// documents, which replace the former ones. Nine requests of ten bring a version that was never
/// there before (a line of its own at the end), one the document as it was at first. Before, the
/// allocator gives back what former targets left in it. Errors, besides the engine's: no documents
/// of text.
harness::Expected<harness::scenario::Prepared> make_soak_target(
    const harness::scenario::TargetOrder& order);

}  // namespace scenarios
