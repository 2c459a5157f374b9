#include "harness/ablation/selection.h"

#include <doctest/doctest.h>

namespace selection_test {

using namespace harness::ablation;
using Strings = std::vector<std::string>;

namespace {

Comparison comparison(std::string name, std::string switch_name, std::string load) {
  Comparison one;
  one.optimisation = std::move(name);
  one.switch_name = std::move(switch_name);
  one.load = std::move(load);
  return one;
}

Design design() {
  Design design;
  design.comparisons = {comparison("parser is reused", "parser.reuse", "once"),
                        comparison("MessagePack, not JSON", "codec", "zipf"),
                        comparison("retries and more", "retry.attempts", "once")};
  for (const char* load : {"once", "zipf"}) {
    design.comparisons.push_back(comparison("v1 against itself", "", load));
    design.comparisons.back().control = true;
  }
  return design;
}

Strings kept(const Strings& texts) {
  Design part = design();
  const auto done = keep_only(part, texts);
  REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().message));
  Strings names;
  for (const Comparison& one : part.comparisons) names.push_back(one.optimisation + "/" + one.load);
  return names;
}

std::string error_of(const Strings& texts) {
  Design part = design();
  const auto done = keep_only(part, texts);
  REQUIRE_FALSE(done);
  return done.error().message;
}

}  // namespace

TEST_CASE("a part of an ablation is chosen by names and switches, and keeps its controls") {
  CHECK(kept({"messagepack"}) == Strings{"MessagePack, not JSON/zipf", "v1 against itself/zipf"});
  CHECK(kept({"codec"}) == kept({"messagepack"}));
  CHECK(kept({"retr", "Parser"}) ==
        Strings{"parser is reused/once", "retries and more/once", "v1 against itself/once"});
}

TEST_CASE("where the loads have no controls of their own, the others are kept") {
  Design part = design();
  part.comparisons[1].load = "large";
  REQUIRE(keep_only(part, Strings{"codec"}));
  CHECK(part.comparisons.size() == 3);
}

TEST_CASE("what is in no name is refused, with the nearest right spelling") {
  CHECK(error_of({"retires"}) == "no optimisation 'retires', did you mean 'retries'?");
  CHECK(
      error_of({"retries", "quantum"}) ==
      "no optimisation 'quantum'; there are: MessagePack, not JSON; parser is reused; retries and "
      "more");
  CHECK(error_of({"parser.resue"}) ==
        "no optimisation 'parser.resue', did you mean 'parser.reuse'?");
  CHECK(error_of({"against itself"}).starts_with("no optimisation"));
  CHECK(error_of({""}).starts_with("no optimisation ''"));
}

}  // namespace selection_test
