#include "scenarios/http/plan/expected_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "harness/result/printable.h"

namespace scenarios::http {
namespace {

using Statuses = Expectation::Statuses;

constexpr unsigned least_status = 100, most_status = 599;

std::optional<unsigned> read_status(std::string_view text) {
  unsigned status = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, status);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  if (status < least_status || status > most_status) return std::nullopt;
  return status;
}

}  // namespace

harness::Expected<std::vector<Statuses>> read_statuses(std::string_view text) {
  std::vector<Statuses> all;
  std::string_view rest = text;
  while (true) {
    const std::string_view part = rest.substr(0, rest.find(','));
    const std::size_t dash = part.find('-');
    const auto low = read_status(part.substr(0, dash));
    const auto high = dash == part.npos ? low : read_status(part.substr(dash + 1));
    if (!low || !high || *low > *high) {
      return harness::failure(
          fmt::format("{} is no list of statuses from 100 to 599, such as 200-299,404",
                      harness::result::in_quotes(text)));
    }
    all.push_back({*low, *high});
    if (part.size() == rest.size()) return all;
    rest.remove_prefix(part.size() + 1);
  }
}

std::vector<Statuses> without(const std::vector<Statuses>& shed, const std::vector<Statuses>& ok) {
  const auto is_ok = [&](unsigned status) {
    return std::ranges::any_of(
        ok, [&](const Statuses& some) { return status >= some.low && status <= some.high; });
  };
  std::vector<Statuses> left;
  for (const Statuses& some : shed) {
    bool goes_on = false;
    for (unsigned status = some.low; status <= some.high; ++status) {
      if (is_ok(status)) {
        goes_on = false;
      } else if (goes_on) {
        left.back().high = status;
      } else {
        left.push_back({status, status});
        goes_on = true;
      }
    }
  }
  return left;
}

}  // namespace scenarios::http
