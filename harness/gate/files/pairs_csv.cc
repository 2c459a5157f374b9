#include "harness/gate/files/pairs_csv.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <set>
#include <span>
#include <vector>

#include "harness/gate/evidence.h"
#include "harness/gate/files/stages.h"
#include "harness/result/csv_text.h"
#include "harness/result/printable.h"

namespace harness::gate::files {
namespace {

constexpr double ns_per_ms = 1e6;

std::vector<Metric> quantiles_of(const Plan& plan) {
  std::vector<Metric> quantiles;
  for (const Metric& metric : plan.metrics) {
    if (metric.quantile > 0) quantiles.push_back(metric);
  }
  return quantiles;
}

/// The names of all figures that any process has.
std::set<std::string> figures_of(const GateResult& gate) {
  std::set<std::string> names;
  for (const Stage& stage : stages) {
    for (const Pair& pair : gate.*stage.pairs) {
      for (const Measured* side : {&pair.base, &pair.candidate}) {
        for (const auto& [name, value] : side->figures) names.insert(name);
      }
    }
  }
  return names;
}

void append_figure(std::string& csv, std::optional<double> figure) {
  csv += ',';
  if (figure && std::isfinite(*figure)) csv += fmt::format("{}", *figure);
}

void append_side(std::string& csv, const Measured& side, std::span<const Metric> quantiles,
                 const std::set<std::string>& names) {
  for (const Metric& metric : quantiles) {
    const auto ns = figure(side, metric);
    append_figure(csv, ns ? std::optional(*ns / ns_per_ms) : std::nullopt);
  }
  for (const std::string& name : names) {
    const auto found = side.figures.find(name);
    append_figure(csv, found == side.figures.end() ? std::nullopt : std::optional(found->second));
  }
  csv += '\n';
}

template <class Number>
std::optional<Number> number_in(const std::string& cell) {
  Number number{};
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (error != std::errc{} || end != cell.data() + cell.size()) return std::nullopt;
  return number;
}

/// Takes one row after the other.
class PairRows {
 public:
  PairRows(std::string_view file, GateResult& gate)
      : file_(file), gate_(gate), quantiles_(quantiles_of(gate.plan)) {}

  Expected<void> take(std::size_t line, std::span<const std::string> cells) {
    line_ = line;
    if (header_.empty()) return take_header(cells);
    if (cells.size() != header_.size()) {
      return wrong(fmt::format("{} cells where the header has {}", cells.size(), header_.size()));
    }
    ++rows_;
    return side_of(cells).and_then([&](Measured* side) { return take_figures(cells, *side); });
  }

  /// After the last row.
  Expected<void> end(std::uint64_t promised) const {
    if (header_.empty()) return failure(fmt::format("{}: no header", file_));
    if (half_) return wrong("the last pair has no candidate, so the file was cut short");
    if (rows_ == promised) return {};
    return failure(
        fmt::format("{}: {} rows where verdict.json tells of {}", file_, rows_, promised));
  }

 private:
  tl::unexpected<Error> wrong(std::string_view what) const {
    return failure(fmt::format("{} line {}: {}", file_, line_, what));
  }

  Expected<void> take_header(std::span<const std::string> cells) {
    std::vector<std::string> wanted(pair_columns.begin(), pair_columns.end());
    for (const Metric& metric : quantiles_) wanted.push_back(quantile_column(metric));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (i < cells.size() && cells[i] == wanted[i]) continue;
      return wrong(fmt::format("column {} should be {}", i + 1, result::in_quotes(wanted[i])));
    }
    header_.assign(cells.begin(), cells.end());
    std::set<std::string_view> figures;
    for (std::size_t i = wanted.size(); i < header_.size(); ++i) {
      if (figures.insert(header_[i]).second) continue;
      return wrong(fmt::format("the column {} stands there twice", result::in_quotes(header_[i])));
    }
    return {};
  }

  Expected<Measured*> side_of(std::span<const std::string> cells) {
    const Stage* const stage = stage_named(cells[0]);
    if (stage == nullptr) {
      return wrong(fmt::format("{} is no stage of a gate", result::in_quotes(cells[0])));
    }
    std::vector<Pair>& pairs = gate_.*stage->pairs;
    if (!half_) pairs.emplace_back().invalid = cells[3];
    const std::string_view side = half_ ? side_names[1] : side_names[0];
    if (number_in<std::size_t>(cells[1]) != pairs.size() || cells[2] != side) {
      return wrong(fmt::format("pair {} of stage {} should follow, its {}", pairs.size(),
                               result::in_quotes(cells[0]), side));
    }
    if (pairs.back().invalid != cells[3]) return wrong("both sides of a pair are invalid, or none");
    half_ = !half_;
    return half_ ? &pairs.back().base : &pairs.back().candidate;
  }

  Expected<void> take_figures(std::span<const std::string> cells, Measured& side) {
    for (std::size_t i = pair_columns.size(); i < cells.size(); ++i) {
      if (cells[i].empty()) continue;
      const auto number = number_in<double>(cells[i]);
      if (!number || !std::isfinite(*number) || *number < 0) {
        return wrong(fmt::format("{} is {}, which is no number from 0 on",
                                 result::in_quotes(header_[i]), result::in_quotes(cells[i])));
      }
      // Quantiles come from the latencies, which tell all of them.
      if (i >= pair_columns.size() + quantiles_.size()) side.figures[header_[i]] = *number;
    }
    return {};
  }

  std::string_view file_;
  GateResult& gate_;
  std::vector<Metric> quantiles_;
  std::vector<std::string> header_;
  std::size_t line_ = 0;
  std::uint64_t rows_ = 0;
  bool half_ = false;  // a base that waits for its candidate
};

}  // namespace

std::string quantile_column(const Metric& metric) {
  return "latency_ms_" + metric.name;
}

std::string write_pairs_csv(const GateResult& gate) {
  const std::vector<Metric> quantiles = quantiles_of(gate.plan);
  const std::set<std::string> names = figures_of(gate);
  std::string csv;
  for (const std::string_view column : pair_columns) {
    if (!csv.empty()) csv += ',';
    csv += column;
  }
  const auto append = [&](std::string_view text) {
    csv += ',';
    result::append_cell(csv, text);
  };
  for (const Metric& metric : quantiles) append(quantile_column(metric));
  for (const std::string& name : names) append(name);
  csv += '\n';
  for (const Stage& stage : stages) {
    std::size_t number = 0;
    for (const Pair& pair : gate.*stage.pairs) {
      ++number;
      for (const std::string_view side : side_names) {
        csv += fmt::format("{},{},{}", stage.name, number, side);
        append(pair.invalid);
        append_side(csv, side == side_names[0] ? pair.base : pair.candidate, quantiles, names);
      }
    }
  }
  return csv;
}

Expected<void> read_pairs_csv(std::string_view text, std::string_view file, std::uint64_t promised,
                              GateResult& gate) {
  PairRows rows(file, gate);
  return result::read_rows(text, file,
                           [&](std::size_t line, std::span<const std::string> cells) {
                             return rows.take(line, cells);
                           })
      .and_then([&] { return rows.end(promised); });
}

std::uint64_t pair_rows(const GateResult& gate) {
  return 2 * (gate.pairs.size() + gate.fresh_pairs.size());
}

}  // namespace harness::gate::files
