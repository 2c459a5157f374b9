// A recorded trace's accesses as items of a subject.
#pragma once

#include <string>
#include <vector>

#include "harness/mix/request_mix.h"
#include "harness/scenario/subject.h"
#include "scenarios/traces/access_trace.h"

namespace scenarios {

/// Which items are asked for, and what a reader should know of how they were found.
struct AskedItems {
  harness::mix::RecordedItems items;  // null where nothing was recorded
  std::vector<std::string> warnings;
};

/// A name of the trace that an item has is that item. Every other one is the item whose number is
/// the name's, counted from its first access, modulo how many there are; a warning says how many
/// are, and whether that gives one item to several names. `word`: the subject's for its items.
/// Precondition: there are items.
AskedItems asked_items(const AccessTrace& trace, const harness::scenario::ItemSet& items,
                       const std::string& word);

}  // namespace scenarios
