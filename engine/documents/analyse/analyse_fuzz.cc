// Any UTF-8 text, cut into any blocks, gives a sound analysis that does not depend on what the
// Analyser saw before.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/analyse/soundness.h"

namespace {

/// The bytes as text: what is not UTF-8 becomes question marks.
std::string make_valid(const std::uint8_t* data, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size;) {
    const std::uint8_t lead = data[i];
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    bool valid = lead < 0x80 || (lead >= 0xC2 && lead <= 0xF4 && i + length <= size);
    for (std::size_t k = 1; valid && k < length; ++k) valid = (data[i + k] & 0xC0) == 0x80;
    if (valid && length >= 3) {  // too long, a surrogate, or beyond U+10FFFF
      const std::uint8_t next = data[i + 1];
      valid = !((lead == 0xE0 && next < 0xA0) || (lead == 0xED && next >= 0xA0) ||
                (lead == 0xF0 && next < 0x90) || (lead == 0xF4 && next >= 0x90));
    }
    if (valid) text.append(reinterpret_cast<const char*>(data + i), length);
    if (!valid) text += '?';
    i += valid ? length : 1;
  }
  return text;
}

/// Two bytes of settings, then the text; a newline ends a block, its kind goes by turns.
engine::documents::parsed::Parsed make_parsed(const std::uint8_t* data, std::size_t size) {
  static constexpr const char* hints[] = {"", "en", "de", "ru", "tr", "el", "xx", "ta"};
  engine::documents::parsed::Parsed parsed;
  parsed.language_hint = hints[data[0] % 8];
  parsed.text = make_valid(data + 2, size - 2);
  if (data[0] >= 128) return parsed;  // no blocks at all
  std::uint32_t begin = 0;
  std::uint8_t kind = data[1];
  for (std::uint32_t i = 0; i <= parsed.text.size(); ++i) {
    if (i < parsed.text.size() && parsed.text[i] != '\n') continue;
    parsed.blocks.push_back({static_cast<engine::documents::parsed::Block::Kind>(kind++ % 6),
                             static_cast<std::uint8_t>(data[1] % 7), begin, i});
    begin = i + 1;
  }
  return parsed;
}

void demand(const std::string& defect) {
  if (defect.empty()) return;
  std::fprintf(stderr, "%s\n", defect.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  static engine::documents::analyse::Analyser seasoned;
  static engine::documents::analyse::Analyser other;
  const engine::documents::parsed::Parsed parsed = make_parsed(data, size);
  const engine::documents::analyse::Analysis analysis = *seasoned.analyse(parsed);
  demand(find_defect(parsed, analysis));
  other.tokenise(parsed.text, "fr");  // leaves another history behind
  demand(*other.analyse(parsed) == analysis ? "" : "the history shows");
  demand(other.tokenise(parsed.text, analysis.language) == analysis.stream ? "" : "streams differ");
  static engine::documents::analyse::Analyser in_windows({.window_bytes = 20});
  engine::documents::analyse::Analysis without_stream = analysis;
  without_stream.stream = {};
  demand(*in_windows.analyse_in_windows(parsed) == without_stream ? "" : "windows show");
  return 0;
}
