// What an order's words for a target stand for.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/child/orders.h"
#include "scenarios/general/catalogue.h"

namespace scenarios {

/// A subject, and how it is to be made.
struct AskedTarget {
  const harness::scenario::Subject& subject;
  std::string preset;
  std::filesystem::path items;  // a folder; empty: the usual ones
  std::vector<harness::probe::NamedProcess> processes;
};

/// Finds them. Items that are but some of those chosen are put below the words' scratch folder.
/// Errors: no such subject, items or process.
harness::Expected<AskedTarget> find_target(const harness::child::TargetWords& words,
                                           const Catalogue& catalogue);

}  // namespace scenarios
