// prony_real_alarms [RUNS [SECONDS]]: how often each check speaks of sound targets on this machine,
// in real time, as a Markdown table: failed, and in brackets warned. What the machine disturbed is
// measured once more, as in any run. 100 runs of 3 s each of three loads unless said, a quarter of
// an hour. What else runs meanwhile is part of the question.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <thread>

#include "harness/checks/checks.h"
#include "harness/drive/client_threads.h"
#include "harness/measure/measure.h"
#include "harness/measure/study.h"
#include "harness/run/second_tries.h"
#include "harness/schedule/shapes.h"

namespace harness::run {
namespace {

using Work = std::function<void(Clock& clock)>;

void sleep_a_millisecond(Clock&) {
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void spin_a_tenth(Clock& clock) {
  const Instant end = clock.now() + std::chrono::microseconds(100);
  while (clock.now() < end) {
  }
}

/// Does the same for each request, on threads of its own.
class SoundTarget final : public Target {
 public:
  SoundTarget(Clock& clock, std::size_t threads, const Work& work)
      : clients_(clock, threads, 10'000, [&clock, work](const Request&) {
          work(clock);
          return Outcome::ok;
        }) {}
  std::uint64_t population() const override { return 1000; }
  void submit(const Request& request, Completion done) override { clients_.submit(request, done); }

 private:
  drive::ClientThreads clients_;
};

struct RealLoad {
  const char* name;
  std::size_t threads;
  Work work;
  scenario::Load load;
};

std::vector<RealLoad> real_loads(Duration length) {
  const scenario::OpenLoad even{.rate = schedule::per_second(200),
                                .segments = schedule::constant("even", 1, length)};
  scenario::OpenLoad poisson = even;
  poisson.arrivals = schedule::Arrivals::poisson;
  poisson.rate = schedule::per_second(1000);
  return {{"sleeps 1 ms, even, 200/s", 4, sleep_a_millisecond, even},
          {"spins 0.1 ms, Poisson, 1,000/s", 1, spin_a_tenth, poisson},
          {"sleeps 1 ms, 4 clients", 4, sleep_a_millisecond,
           scenario::ClosedLoad{.clients = 4, .length = length}}};
}

/// How often a check spoke.
struct Alarms {
  unsigned asked = 0, failed = 0, warned = 0;
};

measure::StepOrder order_of(const scenario::Step& step, const scenario::MakeTarget& make,
                            RealClock& clock) {
  return {.step = step,
          .popularity = step.popularity.value_or(mix::Popularity()),
          .make_target = make,
          .target = {.clock = clock,
                     .engine = {},
                     .settings = {},
                     .corpus = {},
                     .scratch = std::filesystem::temp_directory_path() /
                                fmt::format("prony-alarms-{}", getpid())},
          .interval = std::chrono::milliseconds(100),
          .origin = clock.now(),
          .tell = [](const std::string&, const result::TimelineRow&) {},
          .enough = {}};
}

Expected<std::vector<result::Check>> checks_of(const RealLoad& load, RealClock& clock,
                                               std::uint64_t seed) {
  const scenario::Step step{.name = "step", .settings = {}, .load = load.load};
  const scenario::MakeTarget make =
      [&load](const scenario::TargetOrder& order) -> Expected<scenario::Prepared> {
    scenario::Prepared prepared;
    prepared.target = std::make_unique<SoundTarget>(order.clock, load.threads, load.work);
    return prepared;
  };
  measure::StepOrder order = order_of(step, make, clock);
  order.seed = seed;
  bool again = false;
  SecondTries second_tries(std::chrono::hours(1));
  while (true) {
    Expected<measure::MeasuredStep> measured = measure::measure(clock, order, {});
    if (!measured) return tl::unexpected(measured.error());
    measure::study(*measured);
    std::vector<result::Check> checks = checks::check_step(*measured, checks::Purpose::figures);
    // As a run does, and once.
    if (again || !second_tries.grant(*measured, checks, Duration::max()))
      return checks::worst_of(checks);
    again = true;
  }
}

using Table = std::map<std::string, std::map<std::string, Alarms>>;  // by check and load

void count(const std::vector<result::Check>& checks, const char* load, Table& table) {
  bool failed = false, warned = false;
  for (const result::Check& check : checks) {
    Alarms& of = table[check.name][load];
    ++of.asked;
    of.failed += check.state == result::CheckState::failed;
    of.warned += check.state == result::CheckState::warned;
    failed = failed || check.state == result::CheckState::failed;
    // So short a run has too few samples by its nature.
    warned = warned || (check.state == result::CheckState::warned &&
                        check.name != "enough independent samples");
    if (check.state == result::CheckState::failed) {
      std::fprintf(stderr, "%s: %s: %s\n", load, check.name.c_str(), check.sentence.c_str());
    }
  }
  Alarms& any = table["any"][load];
  ++any.asked;
  any.failed += failed;
  any.warned += warned && !failed;
}

void print(const Table& table, const std::vector<RealLoad>& loads) {
  std::printf("| check |");
  for (const RealLoad& load : loads) std::printf(" %s |", load.name);
  std::printf("\n|---|---|---|---|\n");
  std::string silent;
  for (const auto& [check, by_load] : table) {
    const auto spoke = [](const auto& of) { return of.second.failed + of.second.warned > 0; };
    if (std::ranges::none_of(by_load, spoke)) {
      silent += (silent.empty() ? "" : ", ") + check;
      continue;
    }
    std::printf("| %s |", check.c_str());
    for (const RealLoad& load : loads) {
      const auto found = by_load.find(load.name);
      if (found == by_load.end()) {
        std::printf(" not asked |");
        continue;
      }
      const Alarms& of = found->second;
      std::printf(" %.1f %% (%.1f %%) |", 100.0 * of.failed / of.asked,
                  100.0 * of.warned / of.asked);
    }
    std::printf("\n");
  }
  std::printf("\nNever: %s.\n", silent.c_str());
}

int print_alarms(unsigned runs, Duration length) {
  RealClock clock;
  Table table;
  const std::vector<RealLoad> loads = real_loads(length);
  for (unsigned run = 1; run <= runs; ++run) {
    for (const RealLoad& load : loads) {
      const auto checks = checks_of(load, clock, run);
      if (!checks) {
        std::fprintf(stderr, "%s\n", checks.error().message.c_str());
        return 2;
      }
      count(*checks, load.name, table);
    }
  }
  print(table, loads);
  return 0;
}

bool read(const char* text, unsigned& number) {
  const char* const end = text + std::strlen(text);
  const auto [stopped, error] = std::from_chars(text, end, number);
  return error == std::errc() && stopped == end && number > 0;
}

}  // namespace
}  // namespace harness::run

int main(int argc, char** argv) {
  unsigned runs = 100, seconds = 3;
  if (argc > 3 || (argc > 1 && !harness::run::read(argv[1], runs)) ||
      (argc > 2 && !harness::run::read(argv[2], seconds))) {
    std::fprintf(stderr, "usage: %s [RUNS [SECONDS]]\n", argv[0]);
    return 2;
  }
  return harness::run::print_alarms(runs, std::chrono::seconds(seconds));
}
