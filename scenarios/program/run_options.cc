// The options of `prony run`, as its help tells them.
#include "harness/this_program.h"
#include "scenarios/program/named_processes.h"
#include "scenarios/program/option_checks.h"
#include "scenarios/program/run_words.h"

namespace scenarios {

void RunWords::add_to(CLI::App& command) {
  command
      .add_option("SCENARIO", scenario, "Which one; " + harness::to_type("list") + " shows them.")
      ->required();
  command.add_option("--on", on,
                     "The subject to measure; " + harness::to_type("list") +
                         " shows them (the first that has the scenario).");
  command
      .add_option("--over", over,
                  "Of a sweep: NAME=VALUE,VALUE, a setting and what it is to be; given twice, a "
                  "line for each value of the second.")
      ->allow_extra_args(false);
  command.add_flag("--quick", quick,
                   "The short form, about 10 s: a first look; " + harness::to_type("list") +
                       " has how long each takes.");
  command.add_flag("--full", full,
                   "The rates and durations of those whose claims are tested "
                   "(scenarios/CLAIMS.md).");
  command.add_option("--length", length,
                     "The whole run takes so long, or ends sooner: 30s, 5min, 1h. It holds the "
                     "capacity's measuring, the targets' making and checking, and warm-ups, which "
                     "shrink with it but never grow; only report.html is made afterwards. Too "
                     "short a one is refused.");
  command.add_option("--rate", rate,
                     "Offer this rate: 500/s, or 60% of the capacity measured just before.");
  command.add_option("--arrivals", arrivals,
                     "How requests fall about the rate: constant, poisson, gamma:CV (in clusters "
                     "if CV, the spread of the gaps by their mean, is above 1), or "
                     "trace:FILE[@SPEEDUP]: when they came somewhere, from a CSV file with a "
                     "column t_s (seconds), in place of the scenario's rates and phases.");
  CLI::Option* const limits = command.add_option(
      "--objective", objective,
      "Hold the run to these limits in place of the scenario's own, or search the "
      "highest rate for them: 'p99<=50ms,errors<=0.1%,shed<=1%'; of a soak, "
      "'growth<=5MiB/h'. errors: failed, of the accepted requests; shed: refused, of "
      "all (the scenario's limit on it stays unless another is given); latencies are "
      "of those that ended ok. Any other name is a counter of the target's: "
      "'block_cache_hits>=0.9', of a total 'pages>=50/s'. Of answers that come in pieces: "
      "'ttft_p99<=200ms', 'gap_p99<=50ms', 'goodput>=10/s'. May be given again.");
  limits->multi_option_policy(CLI::MultiOptionPolicy::Join)->delimiter(',');
  command.add_option("--within", within,
                     "How closely to search a rate: 2% (half the width of its 95 % interval).");
  command.add_option("--only", only,
                     "Of an ablation: only what has one of these in its name, or its switch: "
                     "'parser,retries'.");
  command.add_option("--until", until,
                     "Measure until a figure is known so well, at most --length (else ten times "
                     "the form's): 'p99 within 5%'.");
  command.add_option("--capacity", capacity,
                     "Rates in percent are of this: a rate, or the folder of a valid capacity run. "
                     "Not given, the capacity is measured just before.");
  command.add_option("--patience", patience,
                     "How long to wait, at a load's end, for requests that are under way: 5min "
                     "(from 1s to 1h; not given, 60s). What has not ended by then never ended, and "
                     "the run is invalid.");
  command.add_option("--seed", seed, "Of arrivals and items (1): same seed, same load.")
      ->check(any_seed());
  command.add_option(
      "--engine", engine,
      "A preset of the subject. Of documents v1: no optimisation; v2: all of them (the "
      "default of most scenarios); v1,v2: both, side by side. Rates in percent are "
      "then of the capacity of the first.");
  command
      .add_option("--set", settings,
                  "A setting of the subject, NAME=VALUE; " + harness::to_type("list --settings") +
                      " shows them.")
      ->allow_extra_args(false);
  command.add_option("--corpus,--items", corpus,
                     "The items to ask for. Documents: a folder, or a name that the command corpus "
                     "lists; http and "
                     "command: a file, .csv, .jsonl, or an item a line.");
  command.add_option("--trace", trace,
                     "Ask for items as they were asked for somewhere: a CSV file with a row for "
                     "each access, in a column `item` (an item's name, or a number), or "
                     "nothing but numbers. Beside the access patterns of cache it is one more.");
  command.add_option("--with-pid,--pids", with_pid, with_pid_help)
      ->allow_extra_args(false)
      ->delimiter(',');
  command.add_option("--repeat", repeat, "So many runs, one after the other (1).")
      ->check(whole_number(1, 1000));
  command.add_option("--out", out, "Leave the files here; must be absent or empty.");
  command.add_flag("--json", json, "Print run.json on stdout instead of the table.");
}

}  // namespace scenarios
