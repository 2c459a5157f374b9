// What a fault plan reads like.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/option_values.h"
#include "engine/run/fault_plan.h"

namespace engine::run {
namespace {

constexpr std::size_t most_bytes = 4'096;  // of a plan's text
constexpr double rounding = 1e-9;          // 20 times 5 % is 100 %

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

template <class Names>
std::string list(const Names& names) {
  std::string all;
  for (const auto& name : names) {
    if (!all.empty()) all += ", ";
    all += name;
  }
  return all;
}

tl::unexpected<Error> wrong(const std::string& what) {
  return failure(Reason::invalid_option, what);
}

/// What comes before the separator, which is taken off with it.
std::string_view take_until(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

Expected<Fault::Kind> parse_kind(std::string_view text) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < Fault::kinds; ++i) {
    names.push_back(to_string(static_cast<Fault::Kind>(i)));
    if (names.back() == text) return static_cast<Fault::Kind>(i);
  }
  return wrong(quoted(text) + " is no kind of fault; there are " + list(names));
}

Expected<double> parse_share(std::string_view text) {
  double percent = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), percent, std::chars_format::fixed);
  const bool is_whole = error == std::errc{} && end + 1 == text.data() + text.size() && *end == '%';
  if (!is_whole || !std::isfinite(percent) || percent < 0 || percent > 100) {
    return wrong(quoted(text) + " is no share; write 5%, say, from 0% to 100%");
  }
  return percent / 100;
}

Expected<Duration> parse_delay(std::string_view text) {
  auto delay = parse_duration(text);
  if (!delay) return wrong(delay.error().detail);
  if (*delay > FaultPlan::longest_delay) return wrong(quoted(text) + " is longer than a minute");
  return *delay;
}

}  // namespace

/// After the stage: KIND:SHARE[:lasting][:DURATION].
Expected<FaultPlan::Rule> FaultPlan::parse_rule(std::string_view rest) {
  if (rest.ends_with(':')) return wrong("nothing stands after the last ':'");
  Rule rule;
  const auto kind = parse_kind(take_until(rest, ':'));
  if (!kind) return tl::unexpected(kind.error());
  const auto share = parse_share(take_until(rest, ':'));
  if (!share) return tl::unexpected(share.error());
  rule.fault.kind = *kind;
  rule.share = *share;
  if (*kind == Fault::Kind::delay) rule.fault.delay = std::chrono::milliseconds(10);
  if (rest == "lasting" || rest.substr(0, 8) == "lasting:") {
    rule.fault.lasting = true;
    take_until(rest, ':');
  }
  if (rest.empty()) return rule;
  if (*kind != Fault::Kind::delay) {
    return wrong(quoted(rest) + " is too much; an " + std::string(to_string(*kind)) +
                 " has a share and may be 'lasting'");
  }
  return parse_delay(rest).map([&](Duration delay) {
    rule.fault.delay = delay;
    return rule;
  });
}

/// Adds a rule to the stage that it names, or to each.
Expected<void> FaultPlan::add_rule(std::string_view whole) {
  std::string_view rest = whole;
  const std::string_view stage = take_until(rest, ':');
  if (stage != "*" && std::find(names_.begin(), names_.end(), stage) == names_.end()) {
    return wrong(quoted(stage) + " is no stage; there are *, " + list(names_));
  }
  return parse_rule(rest).map([&](const Rule& rule) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (stage == "*" || names_[i] == stage) add(i, rule);
    }
  });
}

Expected<FaultPlan> FaultPlan::parse(std::string_view text,
                                     std::span<const std::string_view> stage_names,
                                     std::uint64_t seed) {
  if (text == "off") return FaultPlan();
  if (text.empty()) return wrong("no faults at all are written 'off'");
  if (text.size() > most_bytes) return wrong("a fault plan of more than 4096 characters");
  FaultPlan plan(stage_names, seed);
  for (bool more = true; more;) {
    more = text.find(',') != std::string_view::npos;  // after the last comma, too, there is a rule
    const std::string_view rule = take_until(text, ',');
    if (const auto added = plan.add_rule(rule); !added) {
      return wrong(quoted(rule) + ": " + added.error().detail);
    }
  }
  for (std::size_t i = 0; i < plan.stages_.size(); ++i) {
    if (plan.stages_[i].share() <= 1 + rounding) continue;
    return wrong("the faults of stage " + plan.names_[i] + " are more than 100% together");
  }
  return plan;
}

}  // namespace engine::run
