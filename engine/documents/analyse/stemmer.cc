#include "engine/documents/analyse/stemmer.h"

#include <libstemmer.h>

#include <new>
#include <string>

namespace engine::documents::analyse {

void Stemmer::Delete::operator()(sb_stemmer* stemmer) const {
  sb_stemmer_delete(stemmer);
}

std::string_view Stemmer::stem(LanguageId language, std::string_view word) {
  if (language == LanguageId::none || word.empty()) return word;
  auto& stemmer = stemmers_[static_cast<std::size_t>(language)];
  if (!stemmer) stemmer.reset(sb_stemmer_new(std::string(code_of(language)).c_str(), nullptr));
  if (!stemmer) throw std::bad_alloc();
  const auto* letters = reinterpret_cast<const sb_symbol*>(word.data());
  const sb_symbol* stem = sb_stemmer_stem(stemmer.get(), letters, static_cast<int>(word.size()));
  if (stem == nullptr) throw std::bad_alloc();
  const auto length = static_cast<std::size_t>(sb_stemmer_length(stemmer.get()));
  if (length == 0) return word;
  return {reinterpret_cast<const char*>(stem), length};
}

}  // namespace engine::documents::analyse
