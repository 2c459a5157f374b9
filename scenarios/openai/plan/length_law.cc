#include "scenarios/openai/plan/length_law.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "harness/quantity.h"
#include "harness/result/printable.h"

namespace scenarios::openai {
namespace {

constexpr double least_scatter = 0.01, most_scatter = 10;

std::optional<std::uint64_t> read_length(std::string_view text) {
  std::uint64_t number = 0;
  const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || stopped != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

harness::Expected<LengthLaw> LengthLaw::parse(std::string_view text, std::uint64_t least) {
  const auto none = [&] {
    return harness::failure(
        fmt::format("{} is no number of tokens from {} to {}, such as 128, 64-256 (each as likely) "
                    "or 128~0.5 (a mean and a coefficient of variation from {} to {})",
                    harness::result::in_quotes(text), least, most, least_scatter, most_scatter));
  };
  const auto fits = [&](const std::optional<std::uint64_t>& number) {
    return number && *number >= least && *number <= most;
  };
  if (const std::size_t at = text.find('~'); at != text.npos) {
    const auto mean = read_length(text.substr(0, at));
    const auto scatter = harness::read_number(text.substr(at + 1));
    if (!fits(mean) || *mean == 0 || !scatter) return none();
    if (!(*scatter >= least_scatter && *scatter <= most_scatter)) return none();
    const double shape = 1 / (*scatter * *scatter);
    return LengthLaw(Scattered{static_cast<double>(*mean), harness::schedule::Gamma(shape)}, least);
  }
  const std::size_t dash = text.find('-');
  const auto low = read_length(text.substr(0, dash));
  const auto high = dash == text.npos ? low : read_length(text.substr(dash + 1));
  if (!fits(low) || !fits(high) || *low > *high) return none();
  return LengthLaw(Even{*low, *high}, least);
}

std::uint64_t LengthLaw::draw(harness::schedule::Generator& generator) const {
  if (const auto* even = std::get_if<Even>(&law_)) {
    if (even->low == even->high) return even->low;
    return even->low + generator.below(even->high - even->low + 1);
  }
  const auto& scattered = std::get<Scattered>(law_);
  const double drawn = std::round(scattered.mean * scattered.gamma.gap(generator));
  return static_cast<std::uint64_t>(
      std::clamp(drawn, static_cast<double>(least_), static_cast<double>(most)));
}

}  // namespace scenarios::openai
