// The content of this workload's documents.
#pragma once

#include "engine/documents/content/content.h"

namespace engine::documents::items {

using content::Content;

}  // namespace engine::documents::items
