// A recorded trace's accesses as documents of a corpus.
#pragma once

#include <string>
#include <vector>

#include "harness/load/request_mix.h"
#include "scenarios/access_trace.h"
#include "scenarios/corpus.h"

namespace scenarios {

/// Which documents are asked for, and what a reader should know of how they were found.
struct AskedDocuments {
  harness::load::RecordedItems items;  // null where nothing was recorded
  std::vector<std::string> warnings;
};

/// An item with a document's name is that document. Every other one is the document whose number is
/// the item's, counted from its first access, modulo the corpus; a warning says how many are, and
/// whether that gives one document to several items.
AskedDocuments asked_documents(const AccessTrace& trace, const Corpus& corpus);

}  // namespace scenarios
