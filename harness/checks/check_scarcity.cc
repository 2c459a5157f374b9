#include <fmt/format.h>

#include <algorithm>

#include "harness/checks/check_kinds.h"

namespace harness::checks {

using result::Check;
using result::CheckState;

std::optional<Check> quota_left_room(const measure::MeasuredStep& step,
                                     const measure::MeasuredPhase& phase) {
  // A period that is throttled holds back all of its requests by up to 100 ms.
  constexpr double limit = 0.01, most = 0.10;
  const slice::Scarcity& scarcity = phase.account.scarcity();
  const result::Figure share = scarcity.throttled_fraction();
  if (!share) return std::nullopt;
  // A closed loop takes what it can get: what it says then is true, but of the quota.
  const CheckState state = step.open_loop
                               ? state_for(*share, limit, most)
                               : std::min(state_for(*share, limit, most), CheckState::warned);
  std::string sentence =
      fmt::format("the cgroup's CPU quota throttled the program in {:.0f} of {:.0f} periods",
                  *scarcity.throttled_periods(), *scarcity.quota_periods());
  if (const auto cores = scarcity.quota_cores()) {
    sentence += fmt::format(" ({:.3g} cores; {:.0f} ms, added up over the cores)", *cores,
                            scarcity.throttled_ms().value_or(0));
  }
  sentence +=
      state == CheckState::passed ? "."
      : step.open_loop
          ? ": raise it (cpu.max, or the container's CPU limit), or lower the load."
          : ": the figures are those of the quota; to see the machine's, raise it (cpu.max, "
            "or the container's CPU limit).";
  return Check{"CPU quota left room", state, *share, limit, std::move(sentence)};
}

std::optional<Check> disk_and_memory_kept_up(const measure::MeasuredPhase& phase) {
  constexpr double limit = 0.10;
  const slice::Scarcity& scarcity = phase.account.scarcity();
  const result::Figure io = scarcity.io_pressure(), memory = scarcity.memory_pressure();
  if (!io && !memory) return std::nullopt;
  // The program's own waits for storage are part of what is measured. Only where the kernel tells
  // them apart are others' known: at least the time in which the machine waited and it did not.
  const result::Figure own_io = scarcity.group_io_pressure();
  const double others_io = own_io ? std::max(0.0, io.value_or(0) - *own_io) : 0;
  const double worst = std::max(memory.value_or(0), others_io);
  std::string sentence = fmt::format(
      "in {:.0f} % of the time some task of the machine waited for the disk, in {:.0f} % "
      "for "
      "memory.",
      100 * io.value_or(0), 100 * memory.value_or(0));
  if (memory.value_or(0) > limit) {
    sentence += " Memory is short: latencies hold what it takes to free it and fetch it back.";
  }
  if (others_io > limit) {
    sentence += fmt::format(" Other programs shared the disk: {:.0f} % was none of this program's.",
                            100 * others_io);
  }
  return Check{"disk and memory kept up", worst <= limit ? CheckState::passed : CheckState::warned,
               worst, limit, std::move(sentence)};
}

}  // namespace harness::checks
