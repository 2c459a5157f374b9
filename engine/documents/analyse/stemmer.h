// Words without their endings.
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "engine/documents/analyse/language.h"

struct sb_stemmer;

namespace engine::documents::analyse {

/// Snowball's stemmers, each set up when it is first wanted. Not thread-safe.
class Stemmer {
 public:
  /// The stem of a case-folded word. It is the word itself where the language is none or the
  /// stemmer leaves nothing. The view lasts until the next call. Throws std::bad_alloc only.
  std::string_view stem(LanguageId language, std::string_view word);

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const;
  };
  std::array<std::unique_ptr<sb_stemmer, Delete>, stemmed_languages> stemmers_;
};

}  // namespace engine::documents::analyse
