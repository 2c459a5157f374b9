// Which language a text is in.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace engine::documents::analyse {

/// The languages that libstemmer knows. Those before `arabic` have stop-word lists too, so they
/// can be told from the text alone.
enum class LanguageId : std::uint8_t {
  english,
  german,
  french,
  spanish,
  italian,
  portuguese,
  dutch,
  swedish,
  danish,
  norwegian,
  finnish,
  russian,
  romanian,
  hungarian,
  turkish,
  greek,
  arabic,
  armenian,
  basque,
  catalan,
  hindi,
  indonesian,
  irish,
  lithuanian,
  nepali,
  serbian,
  tamil,
  yiddish,
  none,
};

inline constexpr std::size_t stop_word_languages = static_cast<std::size_t>(LanguageId::arabic);
inline constexpr std::size_t stemmed_languages = static_cast<std::size_t>(LanguageId::none);

/// ISO 639-1, such as "en"; "und" for none.
std::string_view code_of(LanguageId language);

/// The language of a tag such as "en", "EN" or "de-CH" (BCP 47: the part before the first hyphen
/// or underscore counts); none if libstemmer doesn't know it.
LanguageId language_of(std::string_view tag);

/// Writing systems that tell the language by themselves.
enum class Script : std::uint8_t { other, han, kana, hangul };

/// By the word's first character. Precondition: word is not empty.
Script script_of(std::string_view word);

/// What the words of a text say of its language.
struct Evidence {
  std::uint64_t words = 0;                               // with a letter in them
  std::array<double, stop_word_languages> stop_words{};  // a word of k languages counts 1/k
  std::array<std::uint64_t, 4> scripts{};                // words by Script
};

/// ISO 639-1 of the one language that the evidence clearly speaks for, else "und". Chinese,
/// Japanese and Korean are told by script, the others by their stop words.
std::string_view detect(const Evidence& evidence);

}  // namespace engine::documents::analyse
