#include "scenarios/commands_compared/verdict.h"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace verdict_test {

using scenarios::compared::answer_of;
using scenarios::compared::Comparison;
using scenarios::compared::Pair;
using scenarios::compared::sentence_of;

namespace {

/// Each of so many pairs with these times, which scatter a little.
Comparison made_up(double a_s, double b_s, std::size_t pairs) {
  Comparison comparison;
  comparison.order.commands[0].asked = "sort a";
  comparison.order.commands[1].asked = "sort b";
  for (std::size_t i = 0; i < pairs; ++i) {
    const double by = 1 + 0.001 * static_cast<double>(i % 5);
    Pair pair;
    pair.runs[0] = {{a_s, 0.01, 2e6}};
    pair.runs[1] = {{b_s * by, 0, 3e6}};
    comparison.pairs.push_back(pair);
  }
  comparison.answer = answer_of(wall_ratios(comparison.pairs), {}, true);
  return comparison;
}

}  // namespace

TEST_CASE("each answer has its sentence") {
  CHECK(sentence_of(made_up(0.1, 0.2, 12)).starts_with("A is faster: B takes 100 % more time (+"));
  CHECK(sentence_of(made_up(0.2, 0.1, 12)).starts_with("B is faster: B takes 49.9 % less time (−"));
  CHECK(sentence_of(made_up(0.1, 0.1, 12)).starts_with("Neither is faster by more than 5 %: "));
  CHECK(sentence_of(made_up(0.1, 0.2, 5)).starts_with("Can't tell which is faster: "));
  CHECK(sentence_of(made_up(0.1, 0.2, 1)).ends_with(" more time. 1 pair."));
  CHECK(sentence_of(made_up(0.1, 0.2, 0)) == "Can't tell: no pair was measured.");
}

TEST_CASE("a table with medians, ratios and intervals") {
  const auto table = table_of(made_up(0.1, 0.2, 12));
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].cells[1].text == "100 ms");
  CHECK(table.rows[0].cells[2].text == "200 ms");
  CHECK(table.rows[0].cells[3].text == "+100 %");
  CHECK(table.rows[0].cells[2].aside == "200–201");
  CHECK(table.rows[0].cells[3].aside.ends_with(" %"));
  CHECK(table.rows[1].cells[2].text == "0 ns");
  CHECK(table.rows[1].cells[3].text.empty());  // no ratio to 0
  CHECK(table.rows[2].cells[3].text == "+50 %");
  Comparison unknown = made_up(0.1, 0.2, 12);
  unknown.pairs[3].runs[0][0].peak_bytes.reset();
  CHECK(table_of(unknown).rows[2].cells[1].text.empty());
  unknown.least_peak_bytes = 5 << 20;
  CHECK(table_of(unknown).rows[2].cells[1].text == "under 5 MiB");
  CHECK(table_of(unknown).rows[2].cells[2].text == "2.86 MiB");
  CHECK(table_of(made_up(1, 1, 0)).rows.empty());
}

TEST_CASE("files for scripts") {
  const auto json = nlohmann::json::parse(verdict_json(made_up(0.1, 0.2, 12)));
  CHECK(json["faster"] == "first");
  CHECK(json["wall_s"]["A"]["value"] == doctest::Approx(0.1));
  CHECK(json["cpu_s"]["ratio"].is_null());
  CHECK(json["ratio"]["value"].get<double>() > 1.9);
  CHECK(nlohmann::json::parse(verdict_json(made_up(1, 1, 0)))["wall_s"].is_null());
  const std::string csv = pairs_csv(made_up(0.1, 0.2, 2));
  CHECK(csv.starts_with("pair,command,wall_s,cpu_s,peak_bytes\n1,A,0.1,0.01,2000000\n1,B,0.2,0,"));
}

TEST_CASE("notes say how it was run, and what would tell more") {
  CHECK(notes_of(made_up(0.1, 0.2, 12)).front().find("without a shell") != std::string::npos);
  Comparison few = made_up(0.1, 0.2, 5);
  few.duration_s = 50;
  CHECK(notes_of(few).back() == "Fewer than 8 pairs can't tell; --budget 120s would do.");
}

}  // namespace verdict_test
