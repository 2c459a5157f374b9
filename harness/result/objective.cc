#include "harness/result/objective.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "harness/nearest.h"
#include "harness/result/printable.h"

namespace harness::result {

enum class Objective::Dimension { time, share, rate };

/// A figure that can be limited: in ms, % or /s, as its dimension wants it.
struct Objective::Quantity {
  std::string_view name;
  Dimension dimension;
  Figure (*measure)(const Point&);
  double requests_needed = 0;  // 10/(1-q) for the quantile q: ten beyond it
  std::optional<RequestLimit::Kind> kind = {};
  double fraction = 0;
};

/// A unit of a limit. Of ms, % or /s there are `measured_by` to one of it, or of it there are
/// `limit_by` to one of them; the other is 1. Only divided by, so that 290us is 0.29 ms to the bit.
struct Objective::Unit {
  std::string_view name;
  Dimension dimension;
  double measured_by;
  double limit_by;
};

struct Objective::Judgement {
  Verdict verdict = Verdict::cant_tell;
  const Point* point = nullptr;
  double measured = 0;  // in ms, % or /s
  std::string obstacle;
};

namespace {

/// How many requests the target took on.
Figure accepted(const Point& point) {
  if (point.ok && point.failed) return *point.ok + *point.failed;
  if (point.requests) return *point.requests - point.shed.value_or(0);
  return {};
}

Figure percent(const Figure& part, const Figure& whole) {
  if (!part || !whole || !(*whole > 0)) return {};
  return 100 * *part / *whole;
}

template <Figure Point::*member>
Figure member_of(const Point& point) {
  return point.*member;
}

Figure error_percent(const Point& point) {
  return percent(point.failed, accepted(point));
}
Figure shed_percent(const Point& point) {
  return percent(point.shed, point.requests);
}

std::string place(const Point& point) {
  if (point.step.empty() && point.phase.empty()) return "the run";
  if (point.step.empty() || point.phase.empty()) return point.step + point.phase;
  return point.step + "/" + point.phase;
}

/// Four digits that count, and no exponent where a person would write none.
std::string readable(double number) {
  return std::abs(number) >= 1e4 && std::abs(number) < 1e15 ? fmt::format("{:.0f}", number)
                                                            : fmt::format("{:.4g}", number);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

int severity(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return 0;
    case Verdict::cant_tell:
      return 1;
    case Verdict::missed:
      return 2;
  }
  return 1;
}

}  // namespace

std::span<const Objective::Quantity> Objective::quantities() {
  constexpr auto quantile = RequestLimit::Kind::quantile;
  static constexpr std::array<Quantity, 9> all{{
      {"p50", Dimension::time, member_of<&Point::latency_ms_p50>, 20, quantile, 0.50},
      {"p95", Dimension::time, member_of<&Point::latency_ms_p95>, 200, quantile, 0.95},
      {"p99", Dimension::time, member_of<&Point::latency_ms_p99>, 1'000, quantile, 0.99},
      {"p999", Dimension::time, member_of<&Point::latency_ms_p999>, 10'000, quantile, 0.999},
      {"mean", Dimension::time, member_of<&Point::latency_ms_mean>, 0, RequestLimit::Kind::mean},
      {"max", Dimension::time, member_of<&Point::latency_ms_max>},
      {"errors", Dimension::share, error_percent, 0, RequestLimit::Kind::errors},
      {"shed", Dimension::share, shed_percent, 0, RequestLimit::Kind::shed},
      {"throughput", Dimension::rate, member_of<&Point::achieved_per_s>},
  }};
  return all;
}

std::span<const Objective::Unit> Objective::units() {
  static constexpr std::array<Unit, 6> all{{
      {"ns", Dimension::time, 1, 1e6},
      {"us", Dimension::time, 1, 1e3},
      {"ms", Dimension::time, 1, 1},
      {"s", Dimension::time, 1e3, 1},
      {"%", Dimension::share, 1, 1},
      {"/s", Dimension::rate, 1, 1},
  }};
  return all;
}

tl::unexpected<Error> Objective::wrong(std::string_view what) const {
  return failure(fmt::format("objective {}: {}", in_quotes(text_), what));
}

Expected<Objective> Objective::parse(std::string_view text, std::string source) {
  Objective objective;
  text = trimmed(text);
  objective.text_ = text;
  objective.source_ = std::move(source);
  const std::size_t name_end = std::min(text.find_first_of("<>=! \t"), text.size());
  const std::string_view rest = trimmed(text.substr(name_end));
  const std::size_t sign_end = std::min(rest.find_first_not_of("<>=!"), rest.size());
  return objective.parse_quantity(text.substr(0, name_end))
      .and_then([&] { return objective.parse_comparison(rest.substr(0, sign_end)); })
      .and_then([&] { return objective.parse_limit(trimmed(rest.substr(sign_end))); })
      .map([&] { return std::move(objective); });
}

Expected<void> Objective::parse_quantity(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Quantity& quantity : quantities()) {
    if (quantity.name == name) quantity_ = &quantity;
    names.push_back(quantity.name);
  }
  if (quantity_ != nullptr) return {};
  const auto meant = nearest(name, names);
  return wrong(fmt::format("no figure {}{}; there are {}", in_quotes(name),
                           meant ? fmt::format(", did you mean {}?", *meant) : "",
                           fmt::join(names, ", ")));
}

Expected<void> Objective::parse_comparison(std::string_view sign) {
  static constexpr std::array<std::pair<std::string_view, Comparison>, 4> signs{{
      {"<", Comparison::less},
      {"<=", Comparison::at_most},
      {">", Comparison::greater},
      {">=", Comparison::at_least},
  }};
  for (const auto& [known, comparison] : signs) {
    if (known != sign) continue;
    comparison_ = comparison;
    return {};
  }
  return wrong(fmt::format("{} must be followed by <, <=, > or >=, not {}", quantity_->name,
                           sign.empty() ? "by none of them" : in_quotes(sign)));
}

Expected<void> Objective::parse_limit(std::string_view limit) {
  const auto [end, error] = std::from_chars(limit.data(), limit.data() + limit.size(), limit_);
  if (error != std::errc{} || !std::isfinite(limit_) || std::signbit(limit_)) {
    return wrong(fmt::format("the limit {} does not start with a number from 0", in_quotes(limit)));
  }
  const std::string_view name = trimmed(limit.substr(static_cast<std::size_t>(end - limit.data())));
  std::vector<std::string_view> names;
  for (const Unit& unit : units()) {
    if (unit.dimension != quantity_->dimension) continue;
    if (unit.name == name) unit_ = &unit;
    names.push_back(unit.name);
  }
  if (unit_ != nullptr) return {};
  return wrong(fmt::format("{} {}; a limit of {} ends in {}",
                           name.empty() ? "no unit" : "unknown unit",
                           name.empty() ? "after the number" : in_quotes(name), quantity_->name,
                           fmt::join(names, ", ")));
}

std::optional<Objective::RequestLimit> Objective::request_limit() const {
  const bool upper = comparison_ == Comparison::less || comparison_ == Comparison::at_most;
  if (!upper || !quantity_->kind) return std::nullopt;
  const double limit = limit_ * unit_->measured_by / unit_->limit_by;  // in ms or %
  const double scale = quantity_->dimension == Dimension::time ? 1e6 : 0.01;
  return RequestLimit{*quantity_->kind, quantity_->fraction, limit * scale};
}

bool Objective::is_met_by(double measured) const {
  const double figure = measured / unit_->measured_by;
  const double limit = limit_ / unit_->limit_by;
  switch (comparison_) {
    case Comparison::less:
      return figure < limit;
    case Comparison::at_most:
      return figure <= limit;
    case Comparison::greater:
      return figure > limit;
    case Comparison::at_least:
      return figure >= limit;
  }
  return false;
}

/// Precondition: the point has the figure.
Objective::Judgement Objective::judge(const Point& point) const {
  Judgement judgement;
  judgement.point = &point;
  judgement.measured = *quantity_->measure(point);
  const double requests = accepted(point).value_or(0);
  if (!point.valid) {
    judgement.obstacle = fmt::format("{} is not valid", place(point));
  } else if (!std::isfinite(judgement.measured)) {
    judgement.obstacle = fmt::format("{} of {} is not a number", quantity_->name, place(point));
  } else if (requests < quantity_->requests_needed) {
    judgement.obstacle =
        fmt::format("{} of {} rests on {} accepted requests, and needs {}", quantity_->name,
                    place(point), readable(requests), quantity_->requests_needed);
  } else {
    judgement.verdict = is_met_by(judgement.measured) ? Verdict::met : Verdict::missed;
  }
  return judgement;
}

bool Objective::is_worse(const Judgement& a, const Judgement& b) const {
  if (a.verdict != b.verdict) return severity(a.verdict) > severity(b.verdict);
  const bool upper = comparison_ == Comparison::less || comparison_ == Comparison::at_most;
  return upper ? a.measured > b.measured : a.measured < b.measured;
}

ObjectiveResult Objective::check(const RunResult& result) const {
  Judgement worst;
  for (const Point& point : result.points) {
    if (!point.measured || !quantity_->measure(point)) continue;
    Judgement judgement = judge(point);
    if (worst.point == nullptr || is_worse(judgement, worst)) worst = std::move(judgement);
  }
  ObjectiveResult verdict{.objective = text_,
                          .source = source_,
                          .step = {},
                          .phase = {},
                          .verdict = worst.verdict,
                          .measured = {},
                          .sentence = {}};
  if (worst.point == nullptr) {
    verdict.sentence = fmt::format("{} was not measured", quantity_->name);
    return verdict;
  }
  verdict.step = worst.point->step;
  verdict.phase = worst.point->phase;
  if (std::isfinite(worst.measured)) {
    verdict.measured = worst.measured / unit_->measured_by * unit_->limit_by;
  }
  if (worst.verdict == Verdict::cant_tell) {
    verdict.sentence = worst.obstacle;
  } else {
    verdict.sentence = fmt::format("{} of {} is {} {}", quantity_->name, place(*worst.point),
                                   readable(*verdict.measured), unit_->name);
  }
  return verdict;
}

}  // namespace harness::result
