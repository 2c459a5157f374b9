#include "scenarios/documents/findings/faults_findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/words/engines.h"
#include "reports/words/figure_format.h"
#include "scenarios/documents/findings/comparison.h"
#include "scenarios/documents/targets/fault_fates.h"
#include "scenarios/general/findings.h"

namespace scenarios {
namespace {

using harness::result::ClassRow;
using harness::result::Figure;
using harness::result::Point;
using harness::result::RunResult;

/// One step's documents by their fates.
struct Fates {
  const Point* point = nullptr;
  std::array<double, fault_fates.size()> counts{};
  Figure recovered_ms_p99;

  double of(FaultFate fate) const { return counts.at(static_cast<std::size_t>(fate)); }
  double all() const { return point->requests.value_or(0); }
  double unlucky() const { return of(FaultFate::failed) + of(FaultFate::set_aside); }
  double disturbed() const { return of(FaultFate::recovered) + unlucky(); }
  double recovered_share() const {
    return disturbed() > 0 ? of(FaultFate::recovered) / disturbed() : 0;
  }
  /// Asked for, and never heard of again.
  double lost() const {
    return all() - point->ok.value_or(0) - point->failed.value_or(0) - point->shed.value_or(0);
  }
};

Fates fates_of(const RunResult& result, const Point& point) {
  Fates fates{.point = &point};
  for (const ClassRow& row : result.classes) {
    if (row.step != point.step || row.phase != point.phase) continue;
    for (std::size_t i = 0; i < fault_fates.size(); ++i) {
      if (row.class_name != fault_fates.at(i)) continue;
      fates.counts.at(i) = row.requests.value_or(0);
      if (static_cast<FaultFate>(i) != FaultFate::recovered) continue;
      fates.recovered_ms_p99 = row.latency_ms_p99;
    }
  }
  return fates;
}

void add_table(RunResult& result, const std::vector<Fates>& all) {
  harness::result::TextTable table{
      "What became of the documents",
      {"trouble", "documents", "faults met", "recovered", "failed", "set aside", "lost", "P99",
       "rate"},
      {},
      "Recovered: ok at a later attempt. Failed: with a reason, durably. Set aside: failed in "
      "every attempt, and listed as poison; what failed before its bytes were known can't be, nor "
      "what had no second attempt. Lost: asked for, and never ended; that every one acknowledged "
      "is in the "
      "database, once, is checked after each step. No document has to recover from a delay."};
  for (const Fates& fates : all) {
    const auto count = [&](FaultFate fate) { return reports::words::count(fates.of(fate)); };
    table.rows.push_back({{fates.point->step, reports::words::count(fates.all()),
                           reports::words::count(fates.disturbed()), count(FaultFate::recovered),
                           count(FaultFate::failed), count(FaultFate::set_aside),
                           reports::words::count(fates.lost()),
                           reports::words::milliseconds(fates.point->latency_ms_p99),
                           reports::words::rate(fates.point->achieved_per_s)}});
  }
  result.tables.push_back(std::move(table));
}

void find_lost(RunResult& result, const std::string& prefix, const std::vector<Fates>& all) {
  double lost = 0, documents = 0;
  for (const Fates& fates : all) {
    lost += fates.lost();
    documents += fates.all();
  }
  result.findings.push_back(lost == 0 ? fmt::format("{}none of {} documents was lost.", prefix,
                                                    reports::words::count(documents))
                                      : fmt::format("{}{} of {} documents were LOST.", prefix,
                                                    reports::words::count(lost),
                                                    reports::words::count(documents)));
}

/// Claim 000.23 says 95 % of what? Here: of the documents that met an error or an exception.
void find_recovery(RunResult& result, const std::string& prefix, const Fates& fates) {
  if (fates.disturbed() == 0) return;
  std::string text = fmt::format(
      "{}{}: {} of {} documents that met a fault recovered ({}; 000.23 claims 95 %)", prefix,
      fates.point->step, reports::words::count(fates.of(FaultFate::recovered)),
      reports::words::count(fates.disturbed()), reports::words::percent(fates.recovered_share()));
  if (fates.recovered_ms_p99) {
    text += fmt::format(", their P99 is {}", reports::words::milliseconds(fates.recovered_ms_p99));
  }
  if (fates.unlucky() > 0) {
    text += fmt::format("; {} failed and {} were set aside",
                        reports::words::count(fates.of(FaultFate::failed)),
                        reports::words::count(fates.of(FaultFate::set_aside)));
  }
  result.findings.push_back(text + ".");
}

void find_cost(RunResult& result, const std::string& prefix, const Fates& fates,
               const Point& sound) {
  if (sound.achieved_per_s.value_or(0) <= 0 || !fates.point->achieved_per_s) return;
  const double change = *fates.point->achieved_per_s / *sound.achieved_per_s - 1;
  result.findings.push_back(fmt::format(
      "{}with {} the engine does {} instead of {} ({}{}).", prefix, fates.point->step,
      reports::words::rate(fates.point->achieved_per_s), reports::words::rate(sound.achieved_per_s),
      change < 0 ? "" : "+", reports::words::percent(change)));
}

void conclude_engine(RunResult& result, const std::string& prefix, const std::vector<Fates>& all) {
  find_lost(result, prefix, all);
  const auto sound = std::ranges::find(all, std::string(no_faults),
                                       [](const Fates& fates) { return fates.point->setting; });
  for (const Fates& fates : all) {
    if (fates.point->setting == no_faults) continue;
    find_recovery(result, prefix, fates);
    const bool same_executor = fates.point->setting == "errors";
    if (same_executor && sound != all.end()) find_cost(result, prefix, fates, *sound->point);
  }
  result.findings.push_back(
      prefix +
      "how many recover is up to the faults: those drawn anew at each attempt "
      "pass, those that come again (poison) do not.");
}

}  // namespace

void conclude_faults(RunResult& result) {
  compare_document_engines(result);
  const std::vector<Point*> points = measured_points(result);
  if (points.empty()) return;
  const auto engines = reports::words::engines_of(result);
  std::vector<Fates> all;
  for (const std::string& engine : engines) {
    std::vector<Fates> own;
    for (const Point* point : points) {
      if (point->engine == engine) own.push_back(fates_of(result, *point));
    }
    conclude_engine(result, engines.size() > 1 ? engine + ": " : "", own);
    all.insert(all.end(), own.begin(), own.end());
  }
  add_table(result, all);
}

}  // namespace scenarios
