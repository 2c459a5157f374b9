#include "harness/measure/stand.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "harness/result/sample/temporary_folder.h"

namespace stand_test {

using harness::Expected;
using harness::measure::Stand;
using harness::scenario::Prepared;
using harness::scenario::TargetOrder;

namespace {

std::vector<pid_t> named_by_the_target;

class Quiet final : public harness::Target {
 public:
  std::uint64_t population() const override { return 1; }
  void submit(const harness::Request&, harness::Completion) override {}
};

Expected<Prepared> make_quiet(const TargetOrder&) {
  Prepared prepared;
  prepared.target = std::make_unique<Quiet>();
  prepared.processes = named_by_the_target;
  return prepared;
}

Expected<void> set_up(Stand& stand, std::vector<harness::probe::NamedProcess> by_user = {}) {
  static const harness::result::sample::TemporaryFolder folder;
  static harness::RealClock clock;
  return stand.set_up(make_quiet, {.clock = clock,
                                   .engine = {},
                                   .settings = {},
                                   .corpus = {},
                                   .scratch = folder.path() / "scratch",
                                   .processes = std::move(by_user)});
}

}  // namespace

TEST_CASE("processes that the target or the user names are found, and are in the parameters") {
  const pid_t server = ::fork();
  if (server == 0) {
    ::pause();
    ::_exit(0);
  }
  const auto found = harness::probe::find_process(server);
  REQUIRE(found);
  Stand stand;
  SUBCASE("the target") {
    named_by_the_target = {server};
    REQUIRE(set_up(stand));
  }
  SUBCASE("the user") {
    named_by_the_target = {};
    REQUIRE(set_up(stand, {*found}));
  }
  REQUIRE(stand.processes().size() == 1);
  CHECK(stand.processes()[0].pid == server);
  CHECK(stand.processes()[0].started_ticks == found->started_ticks);
  const harness::result::Parameter expected{"with processes", found->name};
  CHECK(std::ranges::count(stand.prepared().parameters, expected) == 1);
  ::kill(server, SIGKILL);
  ::waitpid(server, nullptr, 0);
}

TEST_CASE("a process that the target names and that can't be followed is an error") {
  named_by_the_target = {::getpid()};
  Stand stand;
  const auto made = set_up(stand);
  REQUIRE_FALSE(made);
  CHECK(made.error().message.find("the target names a process") != std::string::npos);
  CHECK_FALSE(stand.is_taken());
}

TEST_CASE("without named processes nothing is said of any") {
  named_by_the_target = {};
  Stand stand;
  REQUIRE(set_up(stand));
  CHECK(stand.processes().empty());
  CHECK(stand.prepared().parameters.empty());
}

}  // namespace stand_test
