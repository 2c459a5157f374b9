#include "reports/words/check_advice.h"

#include <algorithm>
#include <array>

namespace reports::words {
namespace {

struct Advice {
  std::string_view check, sentence;
};

/// In the order of causes: what stands earlier can bring about what stands later.
constexpr std::array<Advice, 23> all{{
    {"optimised build", "Build it with optimisation (CMAKE_BUILD_TYPE=Release), and run again."},
    {"clocks went on evenly",
     "Keep the machine from sleeping and its clock from being set, and run again."},
    {"outputs verified",
     "The target gave wrong results: mend it before anything is measured on it."},
    {"every request ended",
     "The target lost requests, or needs longer than they were waited for: mend it, lower "
     "--rate, or wait longer (--patience)."},
    {"each request ended once",
     "Mend the target: it calls a completion twice, or too late (--patience waits longer)."},
    {"times are possible", "Take the target's instants from the clock that it was given."},
    {"made as asked",
     "The target was not made as its step's label says: mend its making, or the setting."},
    {"target's own sums agree",
     "The target counts otherwise than what it told: look for requests that it ends twice or "
     "never."},
    {"named processes stayed", "A process of --with-pid ended: keep it running, and run again."},
    {"CPU quota left room",
     "Raise the quota (cpu.max, or the container's limit), or lower --rate."},
    {"CPU was not stolen",
     "Other machines on the same host took the CPU: wait, or measure on a machine of your own."},
    {"CPU was not shared",
     "Other programs took the CPU: end them (top shows which) or wait, and run again."},
    {"load could be offered", "Lower --rate to what one generator can send, or give it a core."},
    {"real time: finest latency",
     "Other programs or other machines take the cores: end them or wait, or measure elsewhere."},
    {"every phase was observed",
     "The machine had no time to look at it: measure longer (--length), or on a quieter machine."},
    {"generator kept its schedule",
     "Mend what the sentence names (a core, a quota, a submit() that blocks), or lower --rate."},
    {"clients kept their think time",
     "Mend what the sentence names (a core, or a submit() that blocks), or ask for fewer clients."},
    {"offered rate was offered",
     "Less was sent than planned: lower --rate to what one generator can send, or give it a core."},
    {"target kept up", "Lower --rate, or take the overload for the finding."},
    {"became steady",
     "Measure longer (--length, twice this run's): a slow start is cut then. If it stays so, the "
     "target never "
     "settles at this load: lower --rate, or take the growth for the finding."},
    {"Little's law",
     "Measure longer (--length, twice this run's): few requests or short bursts are seen too "
     "rarely. If it stays "
     "so, the target tells of ends that are not, or of more than it was asked."},
    {"enough independent samples", "Measure longer (--length)."},
    {"controls find nothing",
     "The machine changed between trials: measure more rounds (--length), or on a quieter one."},
}};

std::size_t place_of(std::string_view check) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Advice& one) { return one.check == check; });
  // What is not known is nearer to a cause than the checks that most often only follow.
  constexpr std::size_t unknown = 8;
  return found == all.end() ? unknown : static_cast<std::size_t>(found - all.begin());
}

}  // namespace

std::string_view check_advice(std::string_view check) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Advice& one) { return one.check == check; });
  return found == all.end() ? std::string_view() : found->sentence;
}

const harness::result::Check* first_cause(const harness::result::RunResult& run) {
  const harness::result::Check* first = nullptr;
  for (const harness::result::Check& check : run.checks) {
    if (check.state != harness::result::CheckState::failed) continue;
    if (first == nullptr || place_of(check.name) < place_of(first->name)) first = &check;
  }
  return first;
}

}  // namespace reports::words
