// A document's bytes from its file, all at once.
#pragma once

#include <string>

#include "engine/documents/file.h"

namespace engine::documents {

/// The whole file, in `bytes` (whose memory is used again); what is shorter by now than when it was
/// opened is taken as it is. Errors: unreadable.
Expected<void> read_whole(const File& file, std::string& bytes);

}  // namespace engine::documents
