#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "harness/quantity.h"
#include "harness/result/csv.h"
#include "harness/result/run_files.h"
#include "harness/result/run_json.h"
#include "harness/result/whole_file.h"
#include "harness/schedule/rate.h"
#include "harness/selftest/cores.h"
#include "harness/selftest/noise_floor.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/trial.h"
#include "harness/this_program.h"
#include "scenarios/program/commands.h"
#include "scenarios/program/option_checks.h"
#include "scenarios/program/run_folder.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/interrupts.h"
#include "scenarios/terminal/progress_line.h"
#include "scenarios/terminal/result_table.h"
#include "scenarios/terminal/selftest_text.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;
using harness::result::Check;
using harness::result::CheckState;
using harness::result::RunResult;
using harness::selftest::Model;
using harness::selftest::Queue;
using harness::selftest::Time;

/// The options as they were typed.
struct SelftestWords {
  std::string model, service = "100us", law, rate, csv, out;
  std::optional<double> cv;
  std::optional<unsigned> servers;
  std::optional<std::uint64_t> requests;
  std::uint64_t seed = 1;
  bool virtual_time = false, quick = false, json = false, verbose = false;
};

tl::unexpected<harness::Error> in_option(const std::string& option, const std::string& message) {
  return failure("--" + option + ": " + message);
}

/// Options that belong to one of the two forms and were typed with the other.
Expected<void> check_form(const SelftestWords& typed, const CLI::App& command) {
  const bool one = !typed.model.empty();
  const std::vector<std::string> of_one{"--servers", "--service",  "--cv",      "--law",
                                        "--rate",    "--requests", "--virtual", "--csv"};
  const std::vector<std::string> of_all{"--out", "--json", "--quick", "--verbose"};
  for (const std::string& option : one ? of_all : of_one) {
    if (command.count(option) == 0) continue;
    return failure(
        one ? fmt::format("{} is of the whole self-test; --model gives its rows (--csv)", option)
            : fmt::format("{} needs --model mm1, md1, mmc or mg1", option));
  }
  return {};
}

Expected<double> read_rate(const std::string& text) {
  const auto rate = harness::schedule::parse_rate(text);
  if (!rate) return in_option("rate", rate.error().message);
  if (rate->relative) {
    return in_option("rate", text + ": a model has no capacity to be measured; write 5000/s");
  }
  return rate->value;
}

Expected<void> read_service(const SelftestWords& typed, Model& model) {
  if (typed.cv && model.queue != Queue::mg1) return failure("--cv is of mg1 only");
  if (!typed.law.empty()) {
    if (model.queue != Queue::mg1) return failure("--law is of mg1 only");
    const auto law = harness::selftest::parse_service_law(typed.law);
    if (!law) return in_option("law", law.error().message);
    model.law = *law;
  }
  const auto service = harness::parse_duration(typed.service);
  if (!service) return in_option("service", service.error().message);
  model.service = *service;
  return {};
}

Expected<Model> read_model(const SelftestWords& typed) {
  Model model;
  const auto queue = harness::selftest::parse_queue(typed.model);
  if (!queue) return in_option("model", queue.error().message);
  model.queue = *queue;
  if (auto read = read_service(typed, model); !read) return tl::unexpected(read.error());
  model.cv = typed.cv.value_or(1);
  model.servers = typed.servers.value_or(model.queue == Queue::mmc ? 2 : 1);
  // Half load, where no rate was given.
  model.rate_per_s = 0.5 / model.traffic().service_s * model.servers;
  if (!typed.rate.empty()) {
    const auto rate = read_rate(typed.rate);
    if (!rate) return tl::unexpected(rate.error());
    model.rate_per_s = *rate;
  }
  model.requests = typed.requests.value_or(typed.virtual_time ? 1'000'000 : 50'000);
  model.seed = typed.seed;
  auto sound = harness::selftest::checked(model);
  if (!sound || typed.virtual_time) return sound;
  const std::size_t cores = harness::selftest::usable_cores().size();
  if (model.servers >= cores) {
    return failure(fmt::format(
        "in real time {} servers and the generator need {} cores, and this process may use {}; "
        "add --virtual",
        model.servers, model.servers + 1, cores));
  }
  return sound;
}

std::string csv_of(const harness::selftest::Trial& trial) {
  std::vector<harness::result::KnownAnswer> rows;
  for (const harness::selftest::Answer& answer : trial.answers) {
    rows.push_back(harness::selftest::row_of(trial.name, answer));
  }
  // Which model it was is on the command line.
  return harness::result::write_csv(std::span<const harness::result::KnownAnswer>(rows),
                                    harness::result::known_answer_columns().subspan(1));
}

/// How many checks passed, and a sentence on each that did not.
std::string checks_text(const std::vector<Check>& checks) {
  std::string text;
  std::size_t passed = 0;
  for (const Check& check : checks) {
    if (check.state == CheckState::passed) {
      ++passed;
      continue;
    }
    const char* const word = check.state == CheckState::failed ? "  failed   " : "  warning  ";
    text += wrapped(check.name + ": " + check.sentence, word, "           ",
                    terminal_of(STDERR_FILENO).width);
  }
  return fmt::format("{} of {} checks passed\n", passed, checks.size()) + text;
}

/// Told now, not after the model has been measured.
Expected<void> check_csv(const std::filesystem::path& csv) {
  if (csv.empty()) return {};
  std::error_code ignored;
  if (std::filesystem::is_directory(csv, ignored)) return failure(csv.string() + ": is a folder");
  const std::filesystem::path folder = csv.has_parent_path() ? csv.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, ignored)) {
    return failure(fmt::format("--csv {}: there is no folder {}", csv.string(), folder.string()));
  }
  return {};
}

int run_model(const SelftestWords& typed) {
  const auto model = read_model(typed);
  if (!model) return complain(model.error().message);
  if (auto ready = check_csv(typed.csv); !ready) return complain(ready.error().message);
  const Interrupts interrupts;
  harness::RealClock clock;
  const harness::selftest::Trial trial = run_trial(
      *model, typed.virtual_time ? Time::virtual_time : Time::real_time, clock, interrupts.token());
  if (trial.measured.cut_short) {
    std::fprintf(stderr, "%s: cut short; nothing was written\n",
                 harness::this_program().name.c_str());
    return inconclusive;
  }
  const std::string csv = csv_of(trial);
  if (typed.csv.empty()) {
    std::fputs(csv.c_str(), stdout);
  } else if (auto written = harness::result::write_whole_file(typed.csv, csv); !written) {
    return complain(written.error().message);
  }
  const auto checks = check(trial);
  std::fputs(checks_text(checks).c_str(), stderr);
  const bool fit = std::none_of(checks.begin(), checks.end(), [](const Check& found) {
    return found.state == CheckState::failed;
  });
  return fit ? done : invalid;
}

RunResult measure(const SelftestWords& typed, const std::string& command_line,
                  const std::filesystem::path& folder, const std::stop_token& stop) {
  harness::selftest::Plan plan =
      typed.quick ? harness::selftest::Plan::quick() : harness::selftest::Plan();
  plan.seed = typed.seed;
  plan.command = command_line;
  plan.results = folder;
  harness::RealClock clock;
  ProgressLine line(terminal_of(STDERR_FILENO).is_one);
  return run_selftest(
      clock, plan,
      [&](const harness::selftest::Part& part) {
        line.show({.step = part.name,
                   .phase = "measured",
                   .step_number = part.number,
                   .steps = part.parts,
                   .done_s = part.done_s,
                   .total_s = part.total_s,
                   .interval = {}});
      },
      stop);
}

int run_all(const SelftestWords& typed, const std::string& command_line) {
  auto folder = make_run_folder(typed.out, "selftest", short_commit());
  if (!folder) return complain(folder.error().message);
  const Interrupts interrupts;
  const RunResult result = measure(typed, command_line, folder->path(), interrupts.token());
  if (auto written = finish(*folder, result); !written) return complain(written.error().message);
  if (typed.json) {
    std::fputs(harness::result::write_run_json(result).c_str(), stdout);
  } else {
    const Terminal terminal = terminal_of(STDOUT_FILENO);
    const std::string text = typed.verbose ? result_text(result, folder->path(), terminal)
                                           : selftest_text(result, folder->path(), terminal);
    std::fputs(text.c_str(), stdout);
  }
  if (result.cut_short) return inconclusive;
  return result.valid() ? done : invalid;
}

}  // namespace

void add_selftest(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "selftest",
      "Is this machine, and this harness, fit to measure? Known answers against measured ones.");
  auto typed = std::make_shared<SelftestWords>();
  command->add_option("--out", typed->out, "Leave the files here; must be absent or empty.");
  command->add_flag("--json", typed->json, "Print run.json on stdout instead of the table.");
  command->add_flag("--quick", typed->quick, "The short form, about 8 s: a first look.");
  command->add_flag("--verbose", typed->verbose, "Every row, check and warning in the terminal.");
  command->add_option("--seed", typed->seed, "Of arrivals and service times (1).")
      ->check(any_seed());
  command->add_option("--model", typed->model, "One queue only: mm1, md1, mmc or mg1.");
  command->add_option("--servers", typed->servers, "Of mmc (2).")->check(whole_number(1, 10'000));
  command->add_option("--service", typed->service, "The mean service time (100us).");
  command->add_option("--cv", typed->cv, "Of mg1's service time: standard deviation / mean (1).");
  command->add_option("--law", typed->law, "Of mg1's service time: lognormal or hyperexponential.");
  command->add_option("--rate", typed->rate, "Arrivals, such as 5000/s (half load).");
  command
      ->add_option("--requests", typed->requests,
                   "So many in the mean (1000000; in real time 50000).")
      ->check(whole_number(Model::fewest_requests, Model::most_requests));
  command->add_flag("--virtual", typed->virtual_time,
                    "In virtual time: exact, repeatable, and as fast as can be computed.");
  command->add_option("--csv", typed->csv, "Write the rows here instead of on stdout.");
  command->callback([&work = to.work, typed, command, command_line = to.command_line] {
    work = [typed, command, command_line] {
      if (auto fits = check_form(*typed, *command); !fits) return complain(fits.error().message);
      return typed->model.empty() ? run_all(*typed, command_line) : run_model(*typed);
    };
  });
}

}  // namespace scenarios
