// The content of this workload's documents.
#pragma once

#include "engine/content/content.h"

namespace engine::documents {

using content::Content;

}  // namespace engine::documents
