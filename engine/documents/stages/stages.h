// The documents workload: its stages, in order. A new stage is a function and a line here.
#pragma once

#include "engine/documents/items/item.h"
#include "engine/documents/stages/context.h"
#include "engine/run/workload.h"

namespace engine::documents::stages {

using Work = run::Workload<items::Item, Context>;

/// resume, begin, read, validate, key, cache_lookup, unpack, parse, chunk, analyse, cache_insert,
/// keep, then index + state in one transaction.
const Work& workload();

}  // namespace engine::documents::stages
