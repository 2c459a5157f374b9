#include "engine/documents/analyse/summary.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace engine::documents::analyse {
namespace {

using BlockKind = parsed::Block::Kind;

constexpr std::uint32_t fewest_words = 5;
constexpr std::uint32_t most_words = 80;
constexpr std::uint32_t most_bytes = 800;
constexpr std::uint32_t fewest_content_words = 3;
constexpr double least_word_share = 0.6;  // of the bytes; prose has some 0.8, code less
constexpr double repetition = 0.5;        // the cosine from which on a sentence says it again

bool is_prose(BlockKind kind) {
  return kind == BlockKind::paragraph || kind == BlockKind::list_item || kind == BlockKind::quote;
}

bool ends_with_any(std::string_view text, std::span<const std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [text](std::string_view ending) { return text.ends_with(ending); });
}

/// Does it end like a sentence, maybe within quotes or brackets?
bool is_terminated(std::string_view sentence) {
  static constexpr std::array<std::string_view, 12> closing = {
      "\"",     "'",      ")",      "]",      "}",      "\u201C",
      "\u201D", "\u2019", "\u00BB", "\u300D", "\u300F", "\uFF09"};
  static constexpr std::array<std::string_view, 13> final = {
      ".",      "!",      "?",      "\u2026", "\u3002", "\uFF01", "\uFF1F",
      "\u0964", "\u0965", "\u061F", "\u06D4", "\u203D", "\uFF61"};
  while (ends_with_any(sentence, closing)) {
    std::size_t last = sentence.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(sentence[last]) & 0xC0) == 0x80) --last;
    sentence = sentence.substr(0, last);
  }
  return ends_with_any(sentence, final);
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\r\n\f\v";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) + 1 - first);
}

/// Does a sentence of these tokens read like one?
bool is_worthy(std::string_view sentence, std::span<const Token> tokens,
               const std::vector<Term>& terms) {
  if (tokens.size() < fewest_words || tokens.size() > most_words) return false;
  if (sentence.size() > most_bytes || !is_terminated(sentence)) return false;
  std::size_t word_bytes = 0;
  std::uint32_t content = 0;
  for (const Token& token : tokens) {
    word_bytes += token.end - token.begin;
    content += terms[token.term].content ? 1 : 0;
  }
  return content >= fewest_content_words &&
         static_cast<double>(word_bytes) >= least_word_share * static_cast<double>(sentence.size());
}

/// Calls `visit(begin, end, prose)` for each sentence and heading, in the text's order; `spans` is
/// the room for a block's.
template <class Visit>
void each_sentence(const parsed::Parsed& parsed, std::vector<chunk::Span>& spans,
                   const Visit& visit) {
  const std::string_view text = parsed.text;
  const auto visit_block = [&](const parsed::Block& block) {
    const bool prose = is_prose(block.kind);
    if (!prose && block.kind != BlockKind::heading) return;
    spans.clear();
    if (prose) {
      chunk::split_sentences(text, block.begin, block.end, spans);
    } else {
      spans.push_back({block.begin, block.end});
    }
    for (const chunk::Span& span : spans) {
      const std::string_view sentence = trim(text.substr(span.begin, span.end - span.begin));
      if (sentence.empty()) continue;
      const auto begin = static_cast<std::uint32_t>(sentence.data() - text.data());
      visit(begin, begin + static_cast<std::uint32_t>(sentence.size()), prose);
    }
  };
  if (parsed.blocks.empty()) visit_block({.end = static_cast<std::uint32_t>(text.size())});
  for (const parsed::Block& block : parsed.blocks) {
    if (block.begin <= block.end && block.end <= text.size()) visit_block(block);
  }
}

double lead(std::size_t place) {
  return 1 + 1 / (1 + static_cast<double>(place) / 4);
}

}  // namespace

void Summariser::run(const parsed::Parsed& parsed, std::span<const Token> tokens,
                     const std::vector<Term>& terms, const Limits& limits) {
  find(parsed, tokens);
  let_compete(parsed.text, tokens, terms, limits.ranked_sentences);
  rank(tokens, terms, limits);
}

void Summariser::run(const parsed::Parsed& parsed, TokenWindows& windows,
                     const std::vector<Term>& terms, const Limits& limits) {
  let_compete(parsed, windows, terms, limits.ranked_sentences);
  rank(kept_, terms, limits);
  kept_ = {};
  spans_ = {};  // a block may be all of the text
}

void Summariser::rank(std::span<const Token> tokens, const std::vector<Term>& terms,
                      const Limits& limits) {
  summary_.clear();
  if (limits.summary_sentences == 0 || competing_.empty()) return;
  matrix_ = &vectors_.make(tokens, terms, ranges_);
  scores_ = lexrank_.rank(*matrix_);
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    scores_[i] *= static_cast<double>(scores_.size()) * lead(i);
  }
  pick(limits.summary_sentences);
}

void Summariser::find(const parsed::Parsed& parsed, std::span<const Token> tokens) {
  sentences_.clear();
  prose_ = 0;
  std::uint32_t next = 0;
  each_sentence(parsed, spans_, [&](std::uint32_t begin, std::uint32_t end, bool prose) {
    while (next < tokens.size() && tokens[next].begin < begin) ++next;
    const std::uint32_t first = next;
    while (next < tokens.size() && tokens[next].end <= end) ++next;
    sentences_.push_back({begin, end, {first, next}, prose});
    prose_ += prose ? 1 : 0;
  });
}

void Summariser::let_compete(std::string_view text, std::span<const Token> tokens,
                             const std::vector<Term>& terms, std::size_t most) {
  for (const bool strict : {true, false}) {
    competing_.clear();
    ranges_.clear();
    for (std::uint32_t i = 0; i < sentences_.size() && competing_.size() < most; ++i) {
      const Sentence& sentence = sentences_[i];
      const auto range = sentence.tokens;
      if (range.begin == range.end || (strict && !sentence.prose)) continue;
      if (strict && !is_worthy(text.substr(sentence.begin, sentence.end - sentence.begin),
                               tokens.subspan(range.begin, range.end - range.begin), terms)) {
        continue;
      }
      competing_.push_back(i);
      ranges_.push_back(range);
    }
    if (!competing_.empty()) return;
  }
}

// All sentences are counted, only those that compete are kept.
void Summariser::let_compete(const parsed::Parsed& parsed, TokenWindows& windows,
                             const std::vector<Term>& terms, std::size_t most) {
  const std::string_view text = parsed.text;
  for (const bool strict : {true, false}) {
    sentences_.clear();
    competing_.clear();
    ranges_.clear();
    kept_.clear();
    prose_ = 0;
    windows.restart();
    each_sentence(parsed, spans_, [&](std::uint32_t begin, std::uint32_t end, bool prose) {
      prose_ += prose ? 1 : 0;
      if (competing_.size() == most || (strict && !prose)) return;
      const auto first = static_cast<std::uint32_t>(kept_.size());
      keep_tokens(windows, begin, end, strict ? most_words + 1 : end);
      if (kept_.size() == first || (strict && !is_worthy(text.substr(begin, end - begin),
                                                         std::span(kept_).subspan(first), terms))) {
        kept_.resize(first);
        return;
      }
      const TokenRange range{first, static_cast<std::uint32_t>(kept_.size())};
      competing_.push_back(static_cast<std::uint32_t>(sentences_.size()));
      sentences_.push_back({begin, end, range, prose});
      ranges_.push_back(range);
    });
    if (!competing_.empty()) return;
  }
}

// A sentence with more than `most` is none that needs them.
void Summariser::keep_tokens(TokenWindows& windows, std::uint32_t begin, std::uint32_t end,
                             std::size_t most) {
  windows.skip_to(begin);
  const std::size_t full = kept_.size() + most;
  for (const Token* token = windows.peek(); token != nullptr && token->end <= end;
       token = windows.peek()) {
    if (kept_.size() < full) kept_.push_back(*token);
    windows.pop();
  }
}

void Summariser::pick(std::size_t most) {
  order_.resize(scores_.size());
  std::iota(order_.begin(), order_.end(), 0U);
  std::sort(order_.begin(), order_.end(), [this](std::uint32_t a, std::uint32_t b) {
    return scores_[a] != scores_[b] ? scores_[a] > scores_[b] : a < b;
  });
  dense_.assign(matrix_->columns, 0);
  chosen_.clear();
  for (const std::uint32_t row : order_) {
    if (chosen_.size() == most) break;
    if (!repeats(row)) chosen_.push_back(row);
  }
  std::sort(chosen_.begin(), chosen_.end());
  for (const std::uint32_t row : chosen_) {
    const Sentence& sentence = sentences_[competing_[row]];
    summary_.push_back({sentence.begin, sentence.end, scores_[row]});
  }
}

/// Is the row too much like one that is chosen?
bool Summariser::repeats(std::uint32_t row) {
  const auto entries_of = [this](std::uint32_t r) {
    return std::span(matrix_->entries)
        .subspan(matrix_->row_begin(r), matrix_->row_end[r] - matrix_->row_begin(r));
  };
  for (const auto& entry : entries_of(row)) dense_[entry.column] = entry.weight;
  const bool found = std::any_of(chosen_.begin(), chosen_.end(), [&](std::uint32_t other) {
    double cosine = 0;
    for (const auto& entry : entries_of(other)) cosine += entry.weight * dense_[entry.column];
    return cosine > repetition;
  });
  for (const auto& entry : entries_of(row)) dense_[entry.column] = 0;
  return found;
}

}  // namespace engine::documents::analyse
