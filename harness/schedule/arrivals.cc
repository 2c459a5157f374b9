#include "harness/schedule/arrivals.h"

#include <fmt/format.h>

#include <array>

#include "harness/nearest.h"
#include "harness/quantity.h"

namespace harness::schedule {
namespace {

constexpr std::string_view gamma_prefix = "gamma:";

}  // namespace

std::string to_string(const Arrivals& arrivals) {
  if (arrivals == Arrivals::constant) return "constant";
  if (arrivals == Arrivals::poisson) return "poisson";
  return fmt::format("{}{}", gamma_prefix, arrivals.cv);
}

Expected<Arrivals> parse_arrivals(std::string_view text) {
  if (text == "constant") return Arrivals::constant;
  if (text == "poisson") return Arrivals::poisson;
  if (!text.starts_with(gamma_prefix)) {
    constexpr std::array<std::string_view, 4> known{"constant", "poisson", "gamma", "trace"};
    const std::string_view word = text.substr(0, text.find(':'));
    const auto near = word == "gamma" || word == "trace" ? std::nullopt : nearest(word, known);
    return failure(fmt::format("there are no arrivals '{}'; {}", text,
                               near ? fmt::format("did you mean {}?", *near)
                                    : "write constant, poisson, gamma:CV or trace:FILE"));
  }
  const std::string_view number = text.substr(gamma_prefix.size());
  const double cv = read_number(number).value_or(0);
  if (!(cv >= Arrivals::least_cv && cv <= Arrivals::most_cv)) {
    return failure(fmt::format(
        "'{}' is no coefficient of variation of the gaps; write {} to {}, such as gamma:3", number,
        Arrivals::least_cv, Arrivals::most_cv));
  }
  return Arrivals::gamma(cv);
}

}  // namespace harness::schedule
