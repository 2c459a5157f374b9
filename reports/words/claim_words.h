// Who asks for a limit, or claims an effect, in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reports::words {

/// Where a project describes its claims, as a path from its root. A claim's place on that page has
/// the id "claim-000.18".
inline constexpr std::string_view claims_file = "scenarios/CLAIMS.md";

/// Is it a claim's id: three digits, or those with a part behind a dot ("001", "000.S", "000.18"),
/// or "issue", a target of the project's own?
bool is_claim(std::string_view source);

/// "claim 000.18"; "own target" of "issue"; anything else ("--objective") as it is.
std::string source_in_words(std::string_view source);

/// A stretch of a sentence; `claim` is the id that it names, and empty for the words between.
struct SentencePart {
  std::string_view text, claim;
};

/// The sentence in its order, cut at ids with a part behind a dot ("000.4 claims that ..."), which
/// no figure looks like: figures have no leading zeros.
std::vector<SentencePart> parts_of_sentence(std::string_view sentence);

}  // namespace reports::words
