#include "harness/benchmarks/bare_numbers.h"

#include <algorithm>
#include <array>

namespace harness::benchmarks {
namespace {

constexpr std::array<std::string_view, 8> words{"-Infinity", "Infinity", "-NaN", "NaN",
                                                "-inf",      "inf",      "-nan", "nan"};

/// The end of a JSON text that begins at `at`.
std::size_t after_text(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return text.size();
}

}  // namespace

std::string without_bare_numbers(std::string_view text) {
  std::string sound(text);
  for (std::size_t at = 0; at < sound.size();) {
    if (sound[at] == '"') {
      at = after_text(sound, at);
      continue;
    }
    const std::string_view rest = std::string_view(sound).substr(at);
    const auto* const word = std::find_if(
        words.begin(), words.end(), [&](std::string_view one) { return rest.starts_with(one); });
    if (word == words.end()) {
      ++at;
      continue;
    }
    sound.replace(at, word->size(), "\"\"" + std::string(word->size() - 2, ' '));
    at += word->size();
  }
  return sound;
}

}  // namespace harness::benchmarks
