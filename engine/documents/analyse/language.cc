#include "engine/documents/analyse/language.h"

#include <algorithm>

namespace engine::documents::analyse {
namespace {

constexpr std::array<std::string_view, stemmed_languages + 1> codes = {
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "ru", "ro", "hu", "tr",
    "el", "ar", "hy", "eu", "ca", "hi", "id", "ga", "lt", "ne", "sr", "ta", "yi", "und"};

constexpr double least_share = 0.05;   // of the words must be stop words of the language
constexpr double least_score = 2.5;    // and this many of them,
constexpr double least_margin = 1.25;  // and so many times those of the runner-up

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool starts_in(std::string_view word, std::string_view first, std::string_view last) {
  const std::string_view start = word.substr(0, first.size());
  return start >= first && start <= last;
}

std::uint64_t count(const Evidence& evidence, Script script) {
  return evidence.scripts[static_cast<std::size_t>(script)];
}

std::string_view detect_by_script(const Evidence& evidence) {
  const std::uint64_t han = count(evidence, Script::han);
  const std::uint64_t kana = count(evidence, Script::kana);
  const std::uint64_t hangul = count(evidence, Script::hangul);
  if ((han + kana + hangul) * 2 <= evidence.words) return "und";
  if (hangul > han + kana) return "ko";
  return kana * 10 > han ? "ja" : "zh";  // Japanese is never without kana for long
}

}  // namespace

std::string_view code_of(LanguageId language) {
  return codes[static_cast<std::size_t>(language)];
}

LanguageId language_of(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find_first_of("-_"));
  if (primary.size() != 2) return LanguageId::none;
  const std::array<char, 2> folded = {lower(primary[0]), lower(primary[1])};
  std::string_view code{folded.data(), folded.size()};
  if (code == "nb" || code == "nn") code = "no";
  const auto found = std::find(codes.begin(), codes.end(), code);
  return static_cast<LanguageId>(std::min<std::ptrdiff_t>(
      found - codes.begin(), static_cast<std::ptrdiff_t>(stemmed_languages)));
}

Script script_of(std::string_view word) {
  if (static_cast<unsigned char>(word[0]) < 0xE1) return Script::other;
  if (starts_in(word, "\u3041", "\u30FF")) return Script::kana;
  if (starts_in(word, "\u3400", "\u9FFF") || starts_in(word, "\U00020000", "\U0003FFFF")) {
    return Script::han;
  }
  return starts_in(word, "\uAC00", "\uD7A3") ? Script::hangul : Script::other;
}

std::string_view detect(const Evidence& evidence) {
  if (const std::string_view code = detect_by_script(evidence); code != "und") return code;
  const auto& scores = evidence.stop_words;
  const auto best = std::max_element(scores.begin(), scores.end());
  double second = 0;
  for (const double& score : scores) {
    if (&score != &*best) second = std::max(second, score);
  }
  const bool clear = *best >= least_score && *best >= least_margin * second &&
                     *best >= least_share * static_cast<double>(evidence.words);
  return clear ? codes[static_cast<std::size_t>(best - scores.begin())] : "und";
}

}  // namespace engine::documents::analyse
