#include "reports/compare/benchmark_comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/gate/judge.h"
#include "reports/compare/compared_tables.h"
#include "reports/words/figure_format.h"

namespace reports::compare {
namespace {

using harness::failure;
using harness::gate::GateVerdict;
using harness::gate::Kind;
using harness::gate::Plan;
using harness::gate::Verdict;
using tables::Mood;
using tables::Table;

constexpr std::size_t most_files = 26;
constexpr double ns_in_a_ms = 1e6;

double middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

const Verdict* verdict_on(const GateVerdict& all, const std::string& name) {
  const auto found = std::find_if(all.metrics.begin(), all.metrics.end(),
                                  [&](const Verdict& one) { return one.metric.name == name; });
  return found == all.metrics.end() ? nullptr : &*found;
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
    text += (i == 0 ? "" : ", ") + names[i];
  }
  if (names.size() > most) text += fmt::format(" and {} more", names.size() - most);
  return text;
}

void warn_of_unpaired(BenchmarkComparison& comparison, const harness::gate::Unpaired& unpaired,
                      const std::string& letter) {
  for (const auto& [names, where] : {std::pair{&unpaired.base_only, comparison.letters[0]},
                                     std::pair{&unpaired.candidate_only, letter}}) {
    if (names->empty()) continue;
    comparison.warnings.push_back(fmt::format("Only in {} of {} and {}: {}.", where,
                                              comparison.letters[0], letter, listed(*names)));
  }
}

harness::Expected<void> judge(BenchmarkComparison& comparison, std::size_t file, double tolerance) {
  const auto& base = comparison.files[0];
  const auto& candidate = comparison.files[file];
  const std::string& letter = comparison.letters[file];
  harness::gate::Unpaired unpaired;
  const harness::gate::BenchmarkRound whole{base.times_ns, candidate.times_ns};
  static_cast<void>(harness::gate::pairs_of_rounds({&whole, 1}, unpaired));
  warn_of_unpaired(comparison, unpaired, letter);
  const auto rounds = harness::gate::rounds_of(base.times_ns, candidate.times_ns);
  harness::gate::Unpaired ignored;
  const auto pairs = harness::gate::pairs_of_rounds(rounds, ignored);
  const Plan plan = harness::gate::benchmark_plan(pairs, tolerance);
  if (plan.metrics.empty()) {
    return failure(fmt::format("{} and {} have no benchmark in common", base.name, candidate.name));
  }
  if (auto sound = harness::gate::check(plan); !sound) return sound;
  comparison.verdicts.push_back(harness::gate::judge(plan, pairs, harness::gate::MorePairs::none));
  const std::size_t fewest = harness::gate::fewest_pairs(plan.metrics.size());
  if (rounds.size() < fewest) {
    comparison.warnings.push_back(fmt::format(
        "{} and {} have {} {} of each benchmark in common, too few to tell of a regression among "
        "{}: make at least {}, better {} (--benchmark_repetitions={}).",
        comparison.letters[0], letter, rounds.size(),
        rounds.size() == 1 ? "repetition" : "repetitions", plan.metrics.size(), fewest,
        plan.looks.back().pairs, plan.looks.back().pairs));
  }
  return {};
}

tables::Cell time_cell(const NamedBenchmarks& file, const std::string& name) {
  const auto found = file.times_ns.find(name);
  if (found == file.times_ns.end()) return words::not_measured;
  return words::milliseconds(middle(found->second) / ns_in_a_ms);
}

Mood mood_of(Kind kind) {
  if (kind == Kind::regressed) return Mood::bad;
  return kind == Kind::improved ? Mood::good : Mood::plain;
}

void add_verdict(tables::Row& row, const Verdict* verdict) {
  if (verdict == nullptr) {
    row.cells.emplace_back(words::not_measured);
    row.cells.emplace_back("");
    return;
  }
  Bounded ratio{verdict->ratio, {}, {}};
  if (verdict->interval) ratio = {verdict->ratio, verdict->interval->low, verdict->interval->high};
  row.cells.emplace_back(change(ratio.value), change_interval(ratio));
  row.cells.emplace_back(std::string(to_string(verdict->kind)));
  if (row.mood != Mood::bad && verdict->kind != Kind::inconclusive) {
    row.mood = mood_of(verdict->kind);
  }
}

}  // namespace

harness::Expected<BenchmarkComparison> compare_benchmarks(std::vector<NamedBenchmarks> files,
                                                          double tolerance) {
  if (files.size() < 2) return failure("two files are the fewest that can be compared");
  if (files.size() > most_files) return failure(fmt::format("{} files are the most", most_files));
  BenchmarkComparison comparison;
  comparison.files = std::move(files);
  for (std::size_t i = 0; i < comparison.files.size(); ++i) {
    comparison.letters.emplace_back(1, static_cast<char>('A' + i));
  }
  for (std::size_t i = 0; i < comparison.files.size(); ++i) {
    const std::vector<std::string>& untimed = comparison.files[i].untimed;
    if (untimed.empty()) continue;
    comparison.warnings.push_back(
        fmt::format("Without a time in {}: {}.", comparison.letters[i], listed(untimed)));
  }
  for (std::size_t i = 1; i < comparison.files.size(); ++i) {
    if (auto judged = judge(comparison, i, tolerance); !judged) {
      return tl::unexpected(judged.error());
    }
  }
  return comparison;
}

Table files_table(const BenchmarkComparison& comparison) {
  Table table{"Files", {{"", false}, {"file", false}, {"made", false}, {"benchmarks"}}, {}};
  for (std::size_t i = 0; i < comparison.files.size(); ++i) {
    const NamedBenchmarks& file = comparison.files[i];
    const auto date = std::find_if(file.context.begin(), file.context.end(),
                                   [](const auto& one) { return one.first == "date"; });
    table.rows.push_back({{comparison.letters[i], file.name,
                           date == file.context.end() ? words::not_measured : date->second,
                           std::to_string(file.times_ns.size())}});
  }
  return table;
}

Table context_table(const BenchmarkComparison& comparison) {
  Table table{"What the files differ in", {{"what", false}}, {}};
  for (const std::string& letter : comparison.letters) table.headings.push_back({letter, false});
  std::set<std::string> seen{"date"};
  for (const NamedBenchmarks& file : comparison.files) {
    for (const auto& one : file.context) {
      if (!seen.insert(one.first).second) continue;
      tables::Row row{{one.first}};
      bool alike = true;
      for (const NamedBenchmarks& other : comparison.files) {
        const auto found =
            std::find_if(other.context.begin(), other.context.end(),
                         [&](const auto& theirs) { return theirs.first == one.first; });
        row.cells.emplace_back(found == other.context.end() ? words::not_measured : found->second);
        alike &= row.cells.back() == row.cells[1];
      }
      if (!alike) table.rows.push_back(std::move(row));
    }
  }
  return table;
}

Table benchmarks_table(const BenchmarkComparison& comparison) {
  Table table{"Benchmarks", {{"benchmark", false}}, {}};
  for (const std::string& letter : comparison.letters) table.headings.push_back({letter});
  for (std::size_t i = 1; i < comparison.letters.size(); ++i) {
    table.headings.push_back(
        {fmt::format("{} over {}", comparison.letters[i], comparison.letters[0])});
    table.headings.push_back({"verdict", false});
  }
  for (const auto& one : comparison.files[0].times_ns) {
    tables::Row row{{one.first}};
    for (const NamedBenchmarks& file : comparison.files) {
      row.cells.push_back(time_cell(file, one.first));
    }
    bool in_any = false;
    for (const GateVerdict& verdict : comparison.verdicts) {
      const Verdict* const found = verdict_on(verdict, one.first);
      in_any |= found != nullptr;
      add_verdict(row, found);
    }
    if (in_any) table.rows.push_back(std::move(row));
  }
  table.note = "Medians of the repetitions; beside a change stands its 95 % interval.";
  return table;
}

}  // namespace reports::compare
