#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/analyse/token_windows.h"
#include "engine/documents/parse/parser.h"

namespace windows_test {

using namespace engine;
using namespace engine::documents;
using analyse::Analyser;
using analyse::Analysis;
using analyse::next_window;

namespace {

void check_windows(const parsed::Parsed& parsed) {
  Analysis whole = *Analyser().analyse(parsed);
  whole.stream = {};
  for (const std::uint32_t bytes : {1U, 50U, 3000U, 128U << 10}) {
    CAPTURE(bytes);
    Analyser analyser({.window_bytes = bytes});
    CHECK(*analyser.analyse_in_windows(parsed) == whole);
    CHECK(*analyser.analyse_in_windows(parsed) == whole);  // whatever came before
  }
}

parsed::Parsed parsed_text(const std::string& text) {
  const auto parsed = parse::Parser().parse(parsed::Format::text, text);
  REQUIRE(parsed);
  return *parsed;
}

}  // namespace

TEST_CASE("a window ends behind a blank, and nothing is lost") {
  CHECK(next_window("one two three", 0, 9) == "one two ");
  CHECK(next_window("one two three", 8, 9) == "three");
  CHECK(next_window("onetwothree four", 0, 5) == "onetwothree ");
  CHECK(next_window("onetwothree", 0, 5) == "onetwothree");
  CHECK(next_window("ab", 2, 5).empty());
  CHECK(next_window("    x", 0, 2) == "  ");
  CHECK(next_window("one,two,three", 0, 9) == "one,two,");
  CHECK(next_window("caf\u00e9_noir", 0, 3) == "caf\u00e9_");
}

TEST_CASE("a real document's analysis is the same in windows") {
  const auto root = std::filesystem::path(PRONY_SOURCE_DIR) / "scenarios/corpus/documents";
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && entry.file_size() < 100'000) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  parse::Parser parser;
  for (std::size_t i = 0; i < paths.size(); i += 1 + paths.size() / 25) {
    CAPTURE(paths[i]);
    std::ifstream in(paths[i], std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    const auto parsed = parser.parse(*parse::detect_format(paths[i].string(), bytes), bytes);
    REQUIRE(parsed);
    check_windows(*parsed);
  }
}

TEST_CASE("texts without blanks, without sentences, in other scripts are the same in windows") {
  std::string log;
  for (int i = 0; i < 3000; ++i) log += std::to_string(i * 7919) + "," + std::to_string(i) + "\n";
  check_windows(parsed_text(log));
  check_windows(parsed_text(std::string(5000, 'x')));
  std::string chinese;
  for (int i = 0; i < 400; ++i) chinese += "\u4eca\u5929\u5929\u6c14\u5f88\u597d\u3002";
  check_windows(parsed_text(chinese));
  check_windows(parsed_text("Cafe\u0301 and na\u00efve co\u00adoperation. x\u200dy. \u0301a b"));
}

TEST_CASE("any soup of characters is the same in windows") {
  const std::vector<std::string> parts = {
      "word",   "The ",   ". ",           "\n",
      "\n\n",   "\u0301", "\u200d",       "\u00ad",
      "\u4eca", "\u3002", "e\u0301a ",    "\u00a0",
      "1.5",    "-",      "\u0e01\u0e33", " are not said of it; ",
      "?\" ",   "\u2028", "\x7f",         "main.c"};
  std::mt19937 chance(6);
  for (int round = 0; round < 400; ++round) {
    std::string text = "x ";
    const std::size_t count = 1 + chance() % 60;
    for (std::size_t i = 0; i < count; ++i) text += parts[chance() % parts.size()];
    CAPTURE(text);
    check_windows(parsed_text(text));
  }
}

TEST_CASE("a text of several megabytes is analysed as if at once") {
  std::string log;
  for (int i = 0; i < 200'000; ++i) log += "Ship " + std::to_string(i % 977) + " is in.\n";
  REQUIRE(log.size() > 3U << 20);
  check_windows(parsed_text(log));
}

TEST_CASE("an analysis whose words would take more memory than they may is given up") {
  std::string distinct, usual;
  for (int i = 0; i < 20'000; ++i) {
    distinct += "w" + std::to_string(i) + " ";
    usual += "wave tide ";
  }
  const parsed::Parsed many = parsed_text(distinct);
  const parsed::Parsed few = parsed_text(usual);
  constexpr std::uint64_t most_bytes = 4 << 20;
  Analyser analyser;
  const auto check_given_up = [](const Expected<Analysis>& given_up) {
    REQUIRE_FALSE(given_up);
    CHECK(given_up.error().reason == Reason::out_of_memory);
    CHECK_FALSE(given_up.error().may_pass);
  };
  check_given_up(analyser.analyse(many, {}, most_bytes));
  check_given_up(analyser.analyse_in_windows(many, most_bytes));
  std::ranges::replace(distinct, ' ', ',');
  check_given_up(analyser.analyse_in_windows(parsed_text(distinct), most_bytes));
  CHECK(*analyser.analyse(few, {}, most_bytes) == *Analyser().analyse(few));
  CHECK(*analyser.analyse_in_windows(few, most_bytes) == *Analyser().analyse_in_windows(few));
  CHECK(*analyser.analyse(many, {}, 16 << 20) == *Analyser().analyse(many));
}

}  // namespace windows_test
