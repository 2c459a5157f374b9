#include "scenarios/command/process_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/figure_text.h"
#include "scenarios/command/used.h"

namespace scenarios::command {
namespace {

using harness::CounterInfo;
using harness::CounterKind;
using harness::Duration;
using harness::Instant;
using harness::Why;

}  // namespace

ProcessTarget::ProcessTarget(harness::Clock& clock, CommandSettings settings,
                             std::shared_ptr<const Requests> requests,
                             std::optional<Duration> empty_run)
    : clock_(clock),
      settings_(std::move(settings)),
      requests_(std::move(requests)),
      empty_run_(empty_run),
      clients_(clock, settings_.parallel, most_waiting,
               harness::drive::ClientThreads::Call(
                   [this](const harness::Request& request, const harness::Completion& done) {
                     run(request, done);
                   })) {}

ProcessTarget::~ProcessTarget() {
  closing_.close();
}

void ProcessTarget::submit(const harness::Request& request, harness::Completion done) {
  clients_.submit(request, done);
}

void ProcessTarget::run(const harness::Request& request, const harness::Completion& done) {
  const Instant started = clock_.now();
  const std::vector<std::string> words = requests_->words(request);
  std::string input;
  if (requests_->has_input()) requests_->input(request, input);
  const auto end = requests_->program(words).and_then([&](std::filesystem::path program) {
    RunOrder order{.program = std::move(program),
                   .words = words,
                   .heard = settings_.heard,
                   .timeout = settings_.timeout,
                   .stop = closing_.number()};
    if (requests_->has_input()) order.input = input;
    return run_to_end(order);
  });
  const Instant ended = clock_.now();
  if (!end) {
    const std::array stages{ended - started, Duration(-1)};
    done(ended_.count(false), started, ended, ended, stages, {end.error().message, {}});
    return;
  }
  count(end->process);
  const std::array stages{end->started - end->begun, end->ended - end->started};
  const std::string reason = why_it_failed(*end);
  done(ended_.count(reason.empty()), started, ended, ended, stages, {reason, end->last_line});
}

std::string ProcessTarget::why_it_failed(const RunEnd& end) const {
  if (end.how == RunEnd::How::stopped) return "stopped with the target";
  if (end.how == RunEnd::How::timed_out) {
    return fmt::format("still running after {}", harness::time_text(settings_.timeout));
  }
  for (const int code : settings_.ok_exits) {
    if (exited_with(end.process.status, code)) return {};
  }
  return why_it_ended(end.process.status);
}

void ProcessTarget::count(const Ended& ended) {
  const auto ours = peak_at_the_beginning(Beginning::as_ours);
  const auto peak = own_peak_bytes(ended.used, *ours);
  const std::lock_guard lock(mutex_);
  cpu_s_ += cpu_seconds(ended.used);
  if (peak) largest_bytes_ = std::max(largest_bytes_.value_or(0), *peak);
}

std::vector<CounterInfo> ProcessTarget::counters() const {
  return {{.name = "program_cpu_s",
           .unit = "s",
           .kind = CounterKind::total,
           .help = "CPU time of the programs that ended, as the kernel told with their exit codes",
           .gate = harness::CounterGate::less_is_better},
          {.name = "largest_program_bytes",
           .unit = "bytes",
           .kind = CounterKind::level,
           .help = "the largest memory that a program took so far; of those that take less than "
                   "Prony itself it is not known"},
          {.name = "empty_run_s",
           .unit = "s",
           .kind = CounterKind::level,
           .help = "of a request's time, what a program takes that does nothing (true)"}};
}

harness::Observation ProcessTarget::observe(std::span<harness::CounterValue> values) {
  {
    const std::lock_guard lock(mutex_);
    values[0] = cpu_s_;
    values[1] = largest_bytes_;
  }
  if (empty_run_) values[2] = harness::seconds(*empty_run_);
  return ended_.seen(clients_);
}

}  // namespace scenarios::command
