// Contents that the database keeps, on a document's way.
#pragma once

#include <vector>

#include "engine/documents/items/item.h"
#include "engine/documents/stages/context.h"
#include "engine/documents/store/kept.h"

namespace engine::documents::stages {

/// What is kept of the item's bytes, as far as its stages would come to the same now: all of it is
/// the item's content, or some of it the beginning of one. What is not sound is as if it were not
/// there, and marked to be replaced.
void ask_kept(items::Item& item, Context& context);

/// What the item's record is to say of it; null `make` and no bytes: nothing.
store::ToKeep to_keep(const items::Item& item);

}  // namespace engine::documents::stages
