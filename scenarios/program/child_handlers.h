// What a program does when another one drives its targets.
#pragma once

#include "harness/child/serve.h"
#include "scenarios/general/catalogue.h"

namespace scenarios {

/// The orders of harness::child, on the subjects of a program; `catalogue` must outlive them.
harness::child::Handlers child_handlers(const Catalogue& catalogue);

}  // namespace scenarios
