// Children that hold this program's subjects: this test, run again.
#include "scenarios/program/child_handlers.h"

#include <doctest/doctest.h>

#include <random>

#include "harness/child/child.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/documents/subject.h"
#include "scenarios/general/null_subject.h"
#include "scenarios/general/trial.h"
#include "scenarios/program/commands.h"

namespace child_handlers_test {

using namespace harness::child;
using namespace std::chrono_literals;
using harness::result::sample::TemporaryFolder;

namespace {

const Limits soon{.most = 60s};

std::unique_ptr<Child> started(bool wants_commit = false) {
  auto child = Child::start({.words = {"--no-skip", "--test-case=child: has the subjects"}}, soon,
                            wants_commit);
  if (!child) FAIL(child.error().message);
  return std::move(*child);
}

template <class Answer>
std::string why_not(const harness::Expected<Answer>& answer) {
  return answer ? "" : answer.error().message;
}

}  // namespace

TEST_CASE("a child says what it is, and what it can measure") {
  const auto child = started(true);
  CHECK(child->hello().version == scenarios::program_version());
  CHECK(child->hello().subjects == std::vector<std::string>{"null", "documents"});
  CHECK(child->hello().build.source_dir == harness::environment::build_facts().source_dir);
  CHECK(child->quit(soon));
}

TEST_CASE("two children with a target that does nothing take turns in random order") {
  const auto one = started(), other = started();
  std::vector<Child*> both{one.get(), other.get()};
  std::vector<TemporaryFolder> folders(2);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto ready = both[i]->open(
        {.target = {.subject = "null", .scratch = folders[i].path()}, .load = Clients{4}}, soon);
    REQUIRE(ready);
    CHECK(ready->engine == "null");
  }
  std::mt19937 random(1);
  for (int i = 0; i < 30; ++i) {
    std::shuffle(both.begin(), both.end(), random);
    for (Child* const child : both) {
      const auto slice = child->slice({.length = {}, .requests = 1000}, soon);
      REQUIRE(slice);
      CHECK(slice->ok == 1000);
      CHECK(slice->latency.count() == 1000);
      CHECK(slice->cpu_ns > 0U);
    }
  }
  for (Child* const child : both) {
    const auto closed = child->close(soon);
    REQUIRE(closed);
    CHECK(closed->wrong.empty());
    CHECK(child->quit(soon));
  }
}

TEST_CASE("a trial gives its point, and tells what goes on meanwhile") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "trial");
  std::vector<std::string> phases;
  const auto result =
      started()->trial({.target = {.subject = "null", .scratch = folder.path() / "trial"},
                        .load = scenarios::trial_clients,
                        .clients = 2,
                        .length = 50ms,
                        .seed = 3},
                       soon, [&](const std::string& phase) { phases.push_back(phase); });
  REQUIRE_MESSAGE(result, why_not(result));
  const auto* const point = scenarios::measured_point(*result);
  REQUIRE(point != nullptr);
  CHECK(point->ok.value_or(0) > 0);
  CHECK(result->seed == 3);
  CHECK_FALSE(phases.empty());
}

TEST_CASE("documents are driven in slices as a scenario would, and verified at the end") {
  const TemporaryFolder folder;
  const auto child = started();
  const auto ready = child->open({.target = {.subject = "documents",
                                             .preset = "v2",
                                             .settings = {{"batch.size", "5"}},
                                             .most_items = 20,
                                             .scratch = folder.path()},
                                  .scenario = "steady",
                                  .load = Clients{.count = 8}},
                                 soon);
  REQUIRE_MESSAGE(ready, why_not(ready));
  CHECK(ready->population == 20);
  std::uint64_t looked_up = 0;
  for (int i = 0; i < 3; ++i) {
    const auto slice = child->slice({.length = {}, .requests = 30}, soon);
    REQUIRE(slice);
    CHECK(slice->ok == 30);
    looked_up += slice->cache_hits.value_or(0) + slice->cache_misses.value_or(0);
  }
  CHECK(looked_up > 0);
  const auto closed = child->close(soon);
  REQUIRE(closed);
  CHECK(closed->wrong.empty());
}

TEST_CASE("what can't be made is refused in a line") {
  const TemporaryFolder folder;
  const auto child = started();
  const auto refusal = [&](TargetWords target, const std::string& scenario = "") {
    target.scratch = folder.path();
    return why_not(
        child->open({.target = std::move(target), .scenario = scenario, .load = Clients{}}, soon));
  };
  CHECK(refusal({.subject = "document"}) ==
        "there is no subject 'document'; did you mean documents?");
  CHECK(refusal({.subject = "null", .settings = {{"x", "1"}}}) ==
        "the null target has no switches to --set");
  CHECK(refusal({.subject = "null", .items = "somewhere"}) == "--corpus does not fit");
  CHECK(refusal({.subject = "documents", .preset = "v9"}).find("v9") != std::string::npos);
  CHECK(refusal({.subject = "null"}, "overhead").empty());
  CHECK(child->close(soon));
  CHECK(refusal({.subject = "null"}, "overheat").find("did you mean overhead?") !=
        std::string::npos);
  CHECK(why_not(child->trial({.target = {.subject = "null", .scratch = folder.path()}, .load = "x"},
                             soon)) == "there is no trial load 'x'");
}

// What the child does: skipped unless it is asked for.
TEST_CASE("child: has the subjects" * doctest::skip()) {
  const scenarios::Catalogue catalogue({scenarios::null_subject(), scenarios::documents_subject()});
  CHECK(serve(3, scenarios::child_handlers(catalogue)));
}

}  // namespace child_handlers_test
