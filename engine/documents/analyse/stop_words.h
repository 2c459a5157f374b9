// Words too common to say what a text is about.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/documents/analyse/language.h"

namespace engine::documents::analyse {

/// One bit for each language (1 << LanguageId) that has the case-folded word on its list.
std::uint32_t stop_word_in(std::string_view word);

/// The language's list, parted by spaces; empty for a language without one.
std::string_view stop_words(LanguageId language);

}  // namespace engine::documents::analyse
