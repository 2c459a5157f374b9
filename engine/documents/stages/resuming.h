// What the database says of documents that ended before.
#pragma once

#include <string>

#include "engine/documents/content/recipe.h"
#include "engine/documents/items/item.h"
#include "engine/documents/stages/context.h"
#include "engine/documents/store/store.h"
#include "engine/expected.h"

namespace engine::documents::stages {

/// Did the document fail for what is wrong with its bytes, so that the same stage would come to the
/// same again? Not so, for instance: a database that is full, a process that was killed.
bool is_for_good(const Error& error);

/// As it is stored: 40 bytes.
std::string to_bytes(const items::Stamp& stamp);

/// Has the document with these bytes come to its end, so that these recipes would add nothing?
/// `cut`: of one that limits cut short.
bool is_finished(const store::Ended& ended, const content::Recipe& recipe,
                 const content::Recipe& cut);

/// What can be told later by the item's stamp; empty where the file's last change was so close to
/// its reading that another one could hide, or where there is no file.
std::string lasting_stamp(const items::Item& item);

/// The item's key is known: ends it if its document came to its end with the same bytes before.
/// Errors: those that it ended with.
Expected<void> resume_by_key(items::Item& item, const Services& services);

}  // namespace engine::documents::stages
