#include "scenarios/terminal/claim_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "reports/words/claim_words.h"

namespace scenarios {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> claimants{
    {{"000", "V2 report"},
     {"001", "experiments"},
     {"002", "conversion report"},
     {"003", "chapters report"},
     {"004", "inference report"},
     {"issue", "own target"}}};

}  // namespace

std::string_view claimant(std::string_view id) {
  const std::string_view document = id.substr(0, id.find('.'));
  const auto found = std::find_if(claimants.begin(), claimants.end(),
                                  [&](const auto& known) { return known.first == document; });
  return found == claimants.end() ? std::string_view() : found->second;
}

std::string with_claimants(std::string_view sentence) {
  std::string text;
  for (const reports::words::SentencePart& part : reports::words::parts_of_sentence(sentence)) {
    const std::string_view who = claimant(part.claim);
    if (part.claim.empty() || who.empty()) {
      text += part.text;
      continue;
    }
    text += text.empty() || text.ends_with(". ") ? "The " : "the ";
    text += who;
  }
  return text;
}

}  // namespace scenarios
