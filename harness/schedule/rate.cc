#include "harness/schedule/rate.h"

#include <fmt/format.h>

#include "harness/quantity.h"
#include "harness/schedule/rate_profile.h"

namespace harness::schedule {
namespace {

constexpr double highest_percent = 10'000;

tl::unexpected<Error> complain(std::string_view text, std::string_view wrong) {
  return failure(fmt::format(
      "rate \"{}\" {}; write 500/s or 1.2k/s, or 60% for a share of the capacity", text, wrong));
}

/// A number and what follows it.

}  // namespace

Expected<Rate> parse_rate(std::string_view text) {
  const auto quantity = read_quantity(text);
  if (!quantity) return complain(text, quantity.error().message);
  const auto [value, unit] = *quantity;
  Rate rate;
  if (unit == "/s") {
    rate = per_second(value);
  } else if (unit == "k/s") {
    rate = per_second(value * 1'000);
  } else if (unit == "M/s") {
    rate = per_second(value * 1'000'000);
  } else if (unit == "%") {
    rate = percent_of_capacity(value);
  } else if (unit.empty()) {
    return complain(text, "has no unit");
  } else {
    return complain(text, fmt::format("has the unknown unit \"{}\"", unit));
  }
  const double highest = rate.relative ? highest_percent / 100 : RateProfile::highest_per_s;
  if (!(rate.value > 0)) return complain(text, "is not above 0");
  if (rate.value > highest) {
    return complain(text,
                    fmt::format("is above {:.0f}{}", rate.relative ? highest_percent : highest,
                                rate.relative ? "%" : "/s"));
  }
  return rate;
}

std::string to_string(const Rate& rate) {
  if (!rate.relative) return fmt::format("{}/s", rate.value);
  return fmt::format("{:.15g}%", rate.value * 100);  // 100 * 0.07 is 7.000000000000001
}

}  // namespace harness::schedule
