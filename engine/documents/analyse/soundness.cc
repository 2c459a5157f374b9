#include "engine/documents/analyse/soundness.h"

#include <utf8proc.h>

#include <cmath>
#include <unordered_set>

namespace engine::documents::analyse {
namespace {

bool is_boundary(std::string_view text, std::size_t at) {
  return at == text.size() ||
         (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80);
}

bool is_span(std::string_view text, std::size_t begin, std::size_t end) {
  return begin < end && end <= text.size() && is_boundary(text, begin) && is_boundary(text, end);
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    utf8proc_int32_t code_point = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    if (length <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return true;
}

std::string defect_of_tokens(std::string_view text, const TokenStream& stream) {
  std::uint32_t end = 0;
  std::uint32_t seen = 0;  // terms so far
  for (const Token& token : stream.tokens) {
    if (!is_span(text, token.begin, token.end)) return "a token is no stretch of the text";
    if (token.begin < end) return "tokens overlap or are out of order";
    if (token.term > seen) return "terms are not in order of first appearance";
    if (token.term >= stream.term_count()) return "a token has no term";
    if (token.term == seen) ++seen;
    end = token.end;
  }
  return seen == stream.term_count() ? "" : "a term has no token";
}

std::string defect_of_terms(const TokenStream& stream,
                            std::unordered_set<std::string_view>& terms) {
  for (std::uint32_t id = 0; id < stream.term_count(); ++id) {
    const std::string_view term = stream.term(id);
    if (term.empty() || term.size() > TokenStream::longest_term) return "a term's length is wrong";
    if (!is_utf8(term)) return "a term is not UTF-8";
    if (!terms.insert(term).second) return "a term is there twice: " + std::string(term);
  }
  return "";
}

std::string defect_of_keywords(const std::vector<Keyword>& keywords,
                               const std::unordered_set<std::string_view>& terms) {
  double last = std::numeric_limits<double>::infinity();
  for (const Keyword& keyword : keywords) {
    if (!(keyword.score > 0 && keyword.score <= last)) return "keywords are not best first";
    if (!terms.contains(keyword.stem)) return "a keyword is no term: " + keyword.stem;
    if (keyword.term.empty()) return "a keyword is empty";
    last = keyword.score;
  }
  return "";
}

std::string defect_of_summary(std::string_view text, const std::vector<SummarySentence>& summary) {
  std::uint32_t end = 0;
  for (const SummarySentence& sentence : summary) {
    if (!is_span(text, sentence.begin, sentence.end)) return "a sentence is no stretch of the text";
    if (sentence.begin < end) return "the summary overlaps or is out of order";
    if (!(sentence.score > 0 && std::isfinite(sentence.score))) return "a sentence has no score";
    end = sentence.end;
  }
  return "";
}

}  // namespace

std::string find_defect(const parsed::Parsed& parsed, const Analysis& analysis) {
  std::unordered_set<std::string_view> terms;
  if (auto defect = defect_of_tokens(parsed.text, analysis.stream); !defect.empty()) return defect;
  if (auto defect = defect_of_terms(analysis.stream, terms); !defect.empty()) return defect;
  if (auto defect = defect_of_keywords(analysis.keywords, terms); !defect.empty()) return defect;
  if (auto defect = defect_of_summary(parsed.text, analysis.summary); !defect.empty())
    return defect;
  return analysis.language.empty() ? "no language" : "";
}

}  // namespace engine::documents::analyse
