// What every analysis promises, whatever the text.
#pragma once

#include <string>

#include "engine/documents/analyse/analyser.h"

namespace engine::documents::analyse {

/// The first promise that the analysis breaks, in words; empty if it keeps them all: tokens in
/// order, within the text and on character boundaries; terms distinct, in order of appearance,
/// valid UTF-8 of a bounded length; keywords best first and among the terms; the summary in order
/// and on character boundaries. For tests, fuzzing and verification, not for the hot path.
std::string find_defect(const parsed::Parsed& parsed, const Analysis& analysis);

}  // namespace engine::documents::analyse
