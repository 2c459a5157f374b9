// Is a content that was read what an engine could have written?
#pragma once

#include <string_view>

#include "engine/documents/content/content.h"

namespace engine::documents::codec {

/// What is wrong with it, or nothing: enough to be safe with everything that works on contents, not
/// all that parser and analyser promise. Takes about as long as looking at each byte once.
std::string_view defect_of(const content::Content& content);

/// The same for the stream of a text that is sound.
std::string_view defect_of(std::string_view text, const analyse::TokenStream& stream);

}  // namespace engine::documents::codec
