#include "scenarios/program/child_handlers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/run/runner.h"
#include "harness/this_program.h"
#include "scenarios/general/trial.h"
#include "scenarios/program/asked_target.h"
#include "scenarios/program/commands.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;
using harness::child::SessionOrder;
using harness::child::SessionParts;
using harness::child::TellPhase;
using harness::child::TrialOrder;
using harness::result::RunResult;
using harness::scenario::Scenario;
using harness::scenario::Subject;

/// What makes a trial's figures worthless, however often they are taken. The checks of short or
/// disturbed measurements are not for a trial: rounds and their intervals see to those.
constexpr std::array deadly_checks{"outputs verified",        "every request ended",
                                   "each request ended once", "times are possible",
                                   "target's own sums agree", "made as asked"};

std::string fault_of(const RunResult& result) {
  for (const harness::result::Check& check : result.checks) {
    if (check.state != harness::result::CheckState::failed) continue;
    if (std::ranges::find(deadly_checks, check.name) != deadly_checks.end()) return check.sentence;
  }
  for (const harness::result::Point& point : result.points) {
    if (point.measured && point.ok.value_or(0) == 0) return "no request ended well";
  }
  return result.points.empty() ? "nothing was measured" : "";
}

Expected<Scenario> find_trial(const TrialOrder& order, const Subject& subject) {
  const harness::scenario::TrialSize size{.length = order.length,
                                          .clients = order.clients,
                                          .rate = harness::schedule::per_second(order.rate_per_s)};
  auto scenario = trial_scenario(subject, order.load, size);
  if (scenario && order.patience) scenario->patience = *order.patience;
  return scenario;
}

/// Makes what the other one makes, with more to do.
harness::scenario::MakeTarget injected(const harness::scenario::MakeTarget& make,
                                       const harness::drive::Injection& injection) {
  return [=](const harness::scenario::TargetOrder& order) {
    return make(order).map([&](harness::scenario::Prepared prepared) {
      prepared.target = std::make_unique<harness::drive::InjectedTarget>(
          order.clock, std::move(prepared.target), injection);
      return prepared;
    });
  };
}

class Handling {
 public:
  explicit Handling(const Catalogue& catalogue) : catalogue_(catalogue) {}

  harness::child::Hello greet(const harness::child::Greeting& greeting) const {
    harness::child::Hello hello{.version = std::string(program_version()),
                                .build = harness::environment::build_facts(),
                                .commit = {},
                                .subjects = {}};
    if (greeting.wants_commit)
      hello.commit = harness::environment::read_commit(harness::this_program().source);
    for (const Catalogue::Entry& entry : catalogue_.entries()) {
      hello.subjects.push_back(entry.subject.name);
    }
    return hello;
  }

  Expected<RunResult> trial(const TrialOrder& order, const TellPhase& tell) {
    auto asked = find_target(order.target, catalogue_);
    if (!asked) return tl::unexpected(asked.error());
    auto scenario = find_trial(order, asked->subject);
    if (!scenario) return tl::unexpected(scenario.error());
    const harness::run::RunOrder run{.scenario = *scenario,
                                     .form = scenario->standard,
                                     .limits = {},
                                     .until = {},
                                     .capacity_per_s = {},
                                     .engine = asked->preset,
                                     .settings = order.target.settings,
                                     .corpus = asked->items,
                                     .processes = asked->processes,
                                     .corpus_as_typed = order.target.items,
                                     .scratch = order.target.scratch,
                                     .seed = order.seed,
                                     .command = {},
                                     .commit = {}};
    auto result = harness::run::run(
        clock_, run, [&](const harness::run::Progress& progress) { tell(progress.phase); }, {});
    if (!result) return result;
    if (std::string fault = fault_of(*result); !fault.empty()) return failure(std::move(fault));
    result->timeline.clear();  // nobody asks for more than the figures
    result->slowest.clear();
    result->distributions.clear();
    return result;
  }

  Expected<std::unique_ptr<harness::child::Session>> open(const SessionOrder& order,
                                                          const TellPhase& tell) {
    auto asked = find_target(order.target, catalogue_);
    if (!asked) return tl::unexpected(asked.error());
    SessionParts parts{.make_target = asked->subject.make_target,
                       .target = {.clock = clock_,
                                  .engine = asked->preset,
                                  .settings = asked->subject.usual,
                                  .corpus = asked->items,
                                  .scratch = order.target.scratch,
                                  .processes = asked->processes,
                                  .stop = {},
                                  .tell = tell},
                       .popularity = asked->subject.popularity,
                       .load = order.load,
                       .seed = order.seed};
    if (!order.scenario.empty()) {
      const Subject& subject = asked->subject;
      const auto found = catalogue_.find(
          order.scenario, subject.source.empty() ? subject.name : subject.source.string());
      if (!found) return tl::unexpected(found.error());
      if (auto taken = take_from(found->scenario, parts); !taken) {
        return tl::unexpected(taken.error());
      }
    }
    auto& settings = parts.target.settings;
    settings.insert(settings.end(), order.target.settings.begin(), order.target.settings.end());
    if (order.injected) parts.make_target = injected(parts.make_target, *order.injected);
    return harness::child::Session::open(std::move(parts));
  }

 private:
  /// Its target, popularity and first step's settings.
  static Expected<void> take_from(const Scenario& scenario, SessionParts& parts) {
    const auto steps = scenario.standard.steps();
    if (steps.empty()) {
      return failure(fmt::format("{} has no step that could be driven in slices", scenario.name));
    }
    const harness::scenario::Step& step = steps.front();
    parts.make_target = scenario.make_target;
    parts.popularity = step.popularity.value_or(scenario.popularity);
    parts.target.settings = step.settings;
    parts.target.ageing = step.ageing;
    return {};
  }

  const Catalogue& catalogue_;
  harness::RealClock clock_;
};

}  // namespace

harness::child::Handlers child_handlers(const Catalogue& catalogue) {
  const auto handling = std::make_shared<Handling>(catalogue);
  return {.greet = [handling](const auto& greeting) { return handling->greet(greeting); },
          .trial = [handling](const auto& order,
                              const TellPhase& tell) { return handling->trial(order, tell); },
          .open = [handling](const auto& order,
                             const TellPhase& tell) { return handling->open(order, tell); }};
}

}  // namespace scenarios
