// The items of a file, as --items chooses them.
#pragma once

#include <string_view>

#include "harness/expected.h"
#include "harness/scenario/subject.h"

namespace scenarios::templates {

/// As Subject::open_items wants it: a file's items, by name in the order of the file.
harness::Expected<harness::scenario::ItemSet> choose_items(std::string_view chosen);

}  // namespace scenarios::templates
