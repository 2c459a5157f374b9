// The stages of the documents workload, one function each, in order.
#pragma once

#include <span>

#include "engine/documents/items/item.h"
#include "engine/documents/stages/context.h"

namespace engine::documents::stages {

// keeping.cc: that work on the document began, where each update is to be kept.
Expected<run::Did> begin(items::Item& item, Context& context);

// resuming.cc: how it ended before; nothing more is to be done where that is what it would come to.
// Errors: that which it ended with.
Expected<run::Did> look_back(items::Item& item, Context& context);

// intake.cc
Expected<run::Did> read(items::Item& item, Context& context);
Expected<run::Did> validate(items::Item& item, Context& context);
Expected<run::Did> key(items::Item& item, Context& context);

// recall.cc
Expected<run::Did> cache_lookup(items::Item& item, Context& context);

// unpacking.cc: of what gzip packed.
Expected<run::Did> unpack(items::Item& item, Context& context);

// making.cc
/// A batch may be long: its documents hold no more than they need.
void let_go_of_bytes(items::Item& item, Context& context);
Expected<run::Did> parse(items::Item& item, Context& context);
Expected<run::Did> chunk(items::Item& item, Context& context);
Expected<run::Did> analyse(items::Item& item, Context& context);

// making_elsewhere.cc: parse, chunk and analyse at once, by a child process.
Expected<run::Did> make_elsewhere(items::Item& item, Context& context);
/// Moves what the child spent on chunk and analyse out of the parse stage's time, which keeps what
/// the child spent on parsing and what it cost to send the document and receive its content.
void charge_elsewhere(items::Item& item);

// recall.cc
Expected<run::Did> cache_insert(items::Item& item, Context& context);

// kept.cc: the content, as the database is to keep it.
Expected<run::Did> keep(items::Item& item, Context& context);

// keeping.cc: state and index of a whole batch, in one transaction.
Expected<void> finish(std::span<items::Item* const> batch, Context& context);

}  // namespace engine::documents::stages
