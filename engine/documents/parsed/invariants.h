// What is true of every parsed document.
#pragma once

#include <string>

#include "engine/documents/parsed/parsed.h"

namespace engine::documents::parsed {

/// The first promise of `Parsed` that `parsed` breaks, in words; empty if it keeps them all. For
/// tests, fuzzing and the verification of runs.
std::string broken_promise(const Parsed& parsed);

}  // namespace engine::documents::parsed
