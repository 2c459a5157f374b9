// An objective as it is written.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <vector>

#include "harness/nearest.h"
#include "harness/objective/objective_tables.h"
#include "harness/quantity.h"
#include "harness/result/printable.h"

namespace harness::objective {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

}  // namespace

std::span<const Objective::Unit> Objective::units() {
  static constexpr std::array<Unit, 8> all{{
      {"ns", Dimension::time, 1, 1e6},
      {"us", Dimension::time, 1, 1e3},
      {"ms", Dimension::time, 1, 1},
      {"s", Dimension::time, 1e3, 1},
      {"%", Dimension::share, 1, 1},
      {"/s", Dimension::rate, 1, 1},
      {"MiB/h", Dimension::pace, 1, 1},
      {"GiB/h", Dimension::pace, 1'024, 1},
  }};
  return all;
}

tl::unexpected<Error> Objective::wrong(std::string_view what) const {
  return failure(fmt::format("objective {}: {}", result::in_quotes(text_), what));
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

std::vector<std::string_view> Objective::figures() {
  std::vector<std::string_view> names;
  for (const Quantity& quantity : quantities()) {
    names.push_back(quantity.name);
    if (!quantity.also.empty()) names.push_back(quantity.also);
  }
  return names;
}

/// What is nearly a figure's name is taken for a slip, not for a counter.
Expected<void> Objective::parse_quantity(std::string_view name) {
  for (const Quantity& quantity : quantities()) {
    if (quantity.name == name || (!name.empty() && quantity.also == name)) quantity_ = &quantity;
  }
  word_ = name;
  if (quantity_ != nullptr) return {};
  const std::vector<std::string_view> names = figures();
  std::vector<std::string_view> shown;
  for (const Quantity& quantity : quantities()) {
    // Of those that come in several quantiles one is example enough.
    constexpr double example = 0.99;
    if (quantity.also.empty() || quantity.fraction == example) shown.push_back(quantity.name);
  }
  const auto meant = nearest(name, names);
  if (!meant) counter_ = CounterLimit::of(name);
  if (counter_) return {};
  return wrong(fmt::format(
      "no figure {}{}; there are {}, and the target's counters", result::in_quotes(name),
      meant ? fmt::format(", did you mean {}?", *meant) : "", fmt::join(shown, ", ")));
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
  return wrong(fmt::format("{} must be followed by <, <=, > or >=, not {}", this->name(),
                           sign.empty() ? "by none of them" : result::in_quotes(sign)));
}

Expected<void> Objective::parse_limit(std::string_view limit) {
  const auto read = read_quantity(limit);
  if (!read || std::signbit(read->number)) {
    return wrong(
        fmt::format("the limit {} does not start with a number from 0", result::in_quotes(limit)));
  }
  limit_ = read->number;
  const std::string_view name = trimmed(read->unit);
  if (counter_) {
    if (counter_->take_unit(name)) return {};
    return wrong(fmt::format("unknown unit {}; a limit of a counter ends in {}",
                             result::in_quotes(name), CounterLimit::units));
  }
  std::vector<std::string_view> names;
  for (const Unit& unit : units()) {
    if (unit.dimension != quantity_->dimension) continue;
    if (unit.name == name) unit_ = &unit;
    names.push_back(unit.name);
  }
  if (unit_ != nullptr) return {};
  return wrong(fmt::format("{} {}; a limit of {} ends in {}",
                           name.empty() ? "no unit" : "unknown unit",
                           name.empty() ? "after the number" : result::in_quotes(name),
                           this->name(), fmt::join(names, ", ")));
}

}  // namespace harness::objective
