#include "engine/documents/analyse/analyser.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

#include "engine/documents/analyse/soundness.h"

namespace analyser_test {

using namespace engine;
using namespace engine::documents;
using analyse::Analyser;
using analyse::Analysis;
using analyse::find_defect;
using Kind = parsed::Block::Kind;

namespace {

/// A parsed document put together block by block.
class Draft {
 public:
  Draft& add(Kind kind, std::string_view text, std::uint8_t level = 0) {
    if (!parsed_.text.empty()) parsed_.text += '\n';
    const auto begin = static_cast<std::uint32_t>(parsed_.text.size());
    parsed_.text += text;
    parsed_.blocks.push_back({kind, level, begin, static_cast<std::uint32_t>(parsed_.text.size())});
    return *this;
  }
  const parsed::Parsed& parsed() const { return parsed_; }

 private:
  parsed::Parsed parsed_;
};

parsed::Parsed plain(std::string_view text) {
  return text.empty() ? parsed::Parsed{} : Draft().add(Kind::paragraph, text).parsed();
}

parsed::Parsed tide_article() {
  return Draft()
      .add(Kind::heading, "Tides", 1)
      .add(Kind::paragraph,
           "Tides are the rise and fall of sea levels that the gravity of the Moon causes. The Sun "
           "causes tides as well, though its tides are only half as high. Where the tides of Sun "
           "and "
           "Moon add up, at new and full Moon, the sea rises highest.")
      .add(Kind::code, "int main() { tide tide; return tide(tide); }")
      .add(Kind::paragraph,
           "Harbours print tables of the tides for sailors. Bread is baked from flour, water and "
           "salt in most countries. Sea levels also depend on wind and on the shape of the coast.")
      .add(Kind::table_cell,
           "High tide 04:12 and low tide 10:25 are the times for today, more or less.")
      .parsed();
}

std::vector<std::string> sentences_of(const parsed::Parsed& parsed, const Analysis& analysis) {
  std::vector<std::string> sentences;
  for (const auto& s : analysis.summary) {
    sentences.push_back(parsed.text.substr(s.begin, s.end - s.begin));
  }
  return sentences;
}

/// Valid UTF-8 from a seed: letters, spaces, stops and newlines of several scripts.
std::string random_text(std::mt19937& random, std::size_t characters) {
  static constexpr std::string_view pieces[] = {
      "a",   "the",     "Sea",    " ",      " ",    ". ", "\n", "é",      "ß", "日",
      "か",  "。",      "\u0301", "\u00AD", "5",    "-",  "(",  "\u201D", "😀", "Ж",
      "ing", "connect", " of ",   "\t",     "\x01", "?",  "İ",  "ﬁ"};
  std::string text;
  for (std::size_t i = 0; i < characters; ++i) text += pieces[random() % std::size(pieces)];
  return text;
}

}  // namespace

TEST_CASE("A short article: language, keywords, summary") {
  const parsed::Parsed article = tide_article();
  Analyser analyser;
  const Analysis analysis = *analyser.analyse(article);
  CHECK(find_defect(article, analysis) == "");
  CHECK(analysis.language == "en");
  CHECK(analysis.sentences == 6);
  REQUIRE(analysis.keywords.size() == 10);
  CHECK(analysis.keywords[0].term == "tides");
  CHECK(analysis.keywords[0].stem == "tide");
  for (const auto& keyword : analysis.keywords) {
    CHECK(keyword.term != "the");
    CHECK(keyword.term != "and");
  }
  const auto summary = sentences_of(article, analysis);
  REQUIRE(summary.size() == 3);
  CHECK(summary[0].starts_with("Tides are the rise and fall"));
  for (const auto& sentence : summary) {
    CHECK(sentence.find("Bread") == std::string::npos);       // shares nothing with the rest
    CHECK(sentence.find("tide tide;") == std::string::npos);  // code doesn't compete
    CHECK(sentence.find("04:12") == std::string::npos);       // nor do tables
  }
}

TEST_CASE("What came before changes nothing") {
  const parsed::Parsed article = tide_article();
  const Analysis expected = *Analyser().analyse(article);
  Analyser analyser;
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    parsed::Parsed other = plain(random_text(random, random() % 3000));
    other.language_hint = std::array{"", "de", "en", "tr", "xx"}[random() % 5];
    CHECK(*analyser.analyse(other) == *Analyser().analyse(other));
    analyser.tokenise("tides in other tongues", "fr");
    CHECK(*analyser.analyse(article) == expected);
  }
}

TEST_CASE("Any text gives a sound analysis") {
  std::mt19937 random(5);
  Analyser analyser({.keywords = 5, .summary_sentences = 4, .ranked_sentences = 50});
  constexpr Kind kinds[] = {Kind::heading, Kind::paragraph,  Kind::list_item,
                            Kind::code,    Kind::table_cell, Kind::quote};
  for (int round = 0; round < 300; ++round) {
    Draft draft;
    for (auto i = random() % 8; i > 0; --i) {
      draft.add(kinds[random() % 6], random_text(random, 1 + random() % 200),
                static_cast<std::uint8_t>(random() % 7));
    }
    const Analysis analysis = *analyser.analyse(draft.parsed());
    CHECK(find_defect(draft.parsed(), analysis) == "");
    CHECK(analysis.keywords.size() <= 5);
    CHECK(analysis.summary.size() <= 4);
  }
}

TEST_CASE("tokenise gives the stream of analyse") {
  const parsed::Parsed article = tide_article();
  Analyser analyser;
  const Analysis analysis = *analyser.analyse(article);
  CHECK(analyser.tokenise(article.text, analysis.language) == analysis.stream);
  CHECK_FALSE(analyser.tokenise(article.text, "und") == analysis.stream);
}

TEST_CASE("An empty document has nothing, a document of one sentence is its own summary") {
  Analyser analyser;
  const Analysis nothing = *analyser.analyse(plain(""));
  CHECK(nothing.stream.tokens.empty());
  CHECK(nothing.stream.term_count() == 0);
  CHECK(nothing.keywords.empty());
  CHECK(nothing.summary.empty());
  CHECK(nothing.sentences == 0);

  for (const std::string_view text :
       {"One short line", "Hello.", "The sea is deep and blue today."}) {
    const parsed::Parsed one = plain(text);
    const Analysis analysis = *analyser.analyse(one);
    CHECK(analysis.sentences == 1);
    CHECK(sentences_of(one, analysis) == std::vector<std::string>{std::string(text)});
  }
}

TEST_CASE("Text without blocks is one paragraph; blocks that point nowhere are passed over") {
  Analyser analyser;
  parsed::Parsed parsed;
  parsed.text = "The sea is deep and blue today. The sky is grey and cold again.";
  CHECK(analyser.analyse(parsed)->sentences == 2);
  parsed.blocks.push_back({Kind::paragraph, 0, 5, 1'000'000});
  parsed.blocks.push_back({Kind::paragraph, 0, 9, 3});
  const Analysis analysis = *analyser.analyse(parsed);
  CHECK(analysis.sentences == 0);
  CHECK(find_defect(parsed, analysis) == "");
}

TEST_CASE("A document of code alone has words but no summary") {
  const parsed::Parsed code = Draft().add(Kind::code, "for (;;) { launch(missile); }").parsed();
  const Analysis analysis = *Analyser().analyse(code);
  CHECK(analysis.stream.tokens.size() == 3);
  CHECK(analysis.summary.empty());
  CHECK(analysis.sentences == 0);
}

TEST_CASE("A sentence that is there twice is summarised once") {
  const std::string twice = "The harbour of the old town lies behind two islands.";
  const parsed::Parsed parsed = Draft()
                                    .add(Kind::paragraph, twice)
                                    .add(Kind::paragraph, twice)
                                    .add(Kind::paragraph, twice)
                                    .parsed();
  const Analysis analysis = *Analyser().analyse(parsed);
  CHECK(analysis.sentences == 3);
  REQUIRE(analysis.summary.size() == 1);
  CHECK(analysis.summary[0].begin == 0);
}

TEST_CASE("Limits bound what is kept; zero is a limit too") {
  const parsed::Parsed article = tide_article();
  Analyser none({.keywords = 0, .summary_sentences = 0, .ranked_sentences = 1'000});
  CHECK(none.analyse(article)->keywords.empty());
  CHECK(none.analyse(article)->summary.empty());
  CHECK(none.analyse(article)->sentences == 6);
  Analyser unranked({.keywords = 3, .summary_sentences = 3, .ranked_sentences = 0});
  CHECK(unranked.analyse(article)->summary.empty());
  CHECK(unranked.analyse(article)->keywords.size() == 3);
  Analyser first_only({.keywords = 3, .summary_sentences = 3, .ranked_sentences = 1});
  REQUIRE(first_only.analyse(article)->summary.size() == 1);
  CHECK(sentences_of(article, *first_only.analyse(article))[0].starts_with("Tides are"));
}

TEST_CASE("Headings and early places lift a keyword") {
  std::string filler = "Rivers carry gravel. Mountains shed boulders. ";
  const parsed::Parsed parsed = Draft()
                                    .add(Kind::heading, "Glaciers", 1)
                                    .add(Kind::paragraph, filler + filler + "Volcanoes smoke.")
                                    .parsed();
  const Analysis analysis = *Analyser().analyse(parsed);
  REQUIRE_FALSE(analysis.keywords.empty());
  CHECK(analysis.keywords[0].term == "glaciers");  // once, but in the heading
  const auto place = [&](std::string_view term) {
    return std::find_if(analysis.keywords.begin(), analysis.keywords.end(),
                        [&](const auto& k) { return k.term == term; }) -
           analysis.keywords.begin();
  };
  CHECK(place("rivers") < place("mountains"));  // equally often, but earlier
  CHECK(place("mountains") < place("volcanoes"));
}

TEST_CASE("A keyword is shown in its most frequent form") {
  const Analysis analysis = *Analyser().analyse(
      plain("Connection matters. Connections fail, and connections heal, and they are connected."));
  REQUIRE_FALSE(analysis.keywords.empty());
  CHECK(analysis.keywords[0].stem == "connect");
  CHECK(analysis.keywords[0].term == "connections");
}

TEST_CASE("A huge document is analysed in full, and its sentences compete up to the limit") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += "The station number " + std::to_string(i) + " measures the level of water and wind. ";
  }
  const parsed::Parsed huge = plain(text);
  Analyser analyser;
  const Analysis analysis = *analyser.analyse(huge);
  CHECK(find_defect(huge, analysis) == "");
  CHECK(analysis.sentences == 20'000);
  CHECK(analysis.stream.tokens.size() == 220'000);
  CHECK(analysis.memory_bytes() > analysis.stream.tokens.size() * sizeof(analyse::Token));
}

TEST_CASE("An Analyser can be moved") {
  Analyser first;
  const Analysis expected = *first.analyse(tide_article());
  Analyser second = std::move(first);
  CHECK(*second.analyse(tide_article()) == expected);
}

}  // namespace analyser_test
