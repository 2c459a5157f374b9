// A text's words, found and counted.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/documents/analyse/character.h"
#include "engine/documents/analyse/lexicon.h"
#include "engine/documents/analyse/token_stream.h"

namespace engine::documents::analyse {

/// The words of one document before stemming. A surface is a distinct case-folded spelling;
/// surfaces are numbered in order of first appearance.
struct Surfaces {
  std::vector<Token> tokens;          // Token::term is the surface's number here
  std::vector<std::uint32_t> words;   // surface -> number in the lexicon
  std::vector<std::uint32_t> counts;  // surface -> tokens

  void clear();
};

/// Cuts text into words: runs of letters, digits and marks, case-folded and composed (NFC);
/// ideographs and other scripts without spaces give a word a character. Plain ASCII takes a fast
/// path.
class Tokeniser {
 public:
  /// Precondition: text is shorter than 4 GiB. Starts the lexicon's next document.
  void run(std::string_view text, Lexicon& lexicon, Surfaces& out);

  /// The same for a long text, of which only one window's tokens are kept at a time: `begin`, then
  /// `add` for each window (out.tokens is then its tokens, placed `offset` bytes into the text),
  /// then `end`. After that, `add` gives windows' tokens again and counts nothing. `append` leaves
  /// the tokens of the windows before where they are.
  /// Precondition: no word is cut between windows (next_window).
  void begin(Lexicon& lexicon, Surfaces& out);
  void add(std::string_view window, std::size_t offset, Lexicon& lexicon, Surfaces& out);
  void append(std::string_view window, std::size_t offset, Lexicon& lexicon, Surfaces& out);
  void end(const Lexicon& lexicon, Surfaces& out);

 private:
  void find_words(std::string_view text, Lexicon& lexicon, Surfaces& out);
  std::size_t other_words(std::string_view text, std::size_t begin, Lexicon& lexicon,
                          Surfaces& out);

  Characters characters_;
  Spelling spelling_;
};

}  // namespace engine::documents::analyse
