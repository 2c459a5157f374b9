// A document's bytes from its file, all at once.
#pragma once

#include <string>

#include "engine/documents/items/file.h"

namespace engine::documents::stages {

/// The whole file, in `bytes` (whose memory is used again); what is shorter by now than when it was
/// opened is taken as it is. Errors: unreadable.
Expected<void> read_whole(const items::File& file, std::string& bytes);

}  // namespace engine::documents::stages
