#include "harness/checks/made_as_asked.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "harness/quantity.h"

namespace harness::checks {
namespace {

using result::Check;
using result::CheckState;
using Named = std::vector<std::pair<std::string, std::string>>;

constexpr const char* name = "made as asked";

/// The last of that name, which wins; null if there is none.
const std::string* value_of(const Named& values, const std::string& wanted) {
  const auto found = std::find_if(values.rbegin(), values.rend(),
                                  [&](const auto& one) { return one.first == wanted; });
  return found == values.rend() ? nullptr : &found->second;
}

/// "off", "s3-fifo": no number, no unit, no share.
bool is_word(std::string_view text) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

bool contradict(const std::string& asked, const std::string& told) {
  if (asked == told) return false;
  const auto a = read_number(asked), b = read_number(told);
  if (a && b) return *a != *b;
  return is_word(asked) && is_word(told);
}

Check check_of(const std::string& fault) {
  return {name, fault.empty() ? CheckState::passed : CheckState::failed, fault.empty() ? 0.0 : 1.0,
          0.0,
          fault.empty() ? "Each target was made with the settings that its step asks for." : fault};
}

}  // namespace

Check made_as_asked(const measure::MeasuredStep& step) {
  for (const auto& [setting, ignored] : step.settings) {
    const std::string& asked = *value_of(step.settings, setting);
    const std::string* const told = value_of(step.parameters, setting);
    if (told == nullptr || !contradict(asked, *told)) continue;
    return check_of(fmt::format("{}={} was asked for, and the target was made with {}.", setting,
                                asked, *told));
  }
  return check_of({});
}

void MadeAsAsked::add(const measure::MeasuredStep& step) {
  all_.push_back(
      {step.name, step.engine, step.settings, step.parameters, step.batch_size, step.workers});
}

/// Nothing where the two don't ask for different values, or nobody says what they got.
std::string MadeAsAsked::fault_of(const Made& one, const Made& other,
                                  const std::string& setting) const {
  const std::string* const asked = value_of(one.asked, setting);
  const std::string* const asked_too = value_of(other.asked, setting);
  if (asked == nullptr || asked_too == nullptr || *asked == *asked_too) return {};
  const std::string* const told = value_of(one.told, setting);
  const std::string* const told_too = value_of(other.told, setting);
  if (told != nullptr && told_too != nullptr && *told == *told_too) {
    return fmt::format("{} and {} ask for {}={} and {}, and both were made with {}.", one.step,
                       other.step, setting, *asked, *asked_too, *told);
  }
  const result::Figure& column = setting == "batch.size" ? one.batch_size
                                 : setting == "workers"  ? one.workers
                                                         : result::Figure();
  const auto number = read_number(*asked);
  if (column && number && *column != *number) {
    return fmt::format("{}: {}={} was asked for, and the target has {:g}.", one.step, setting,
                       *asked, *column);
  }
  return {};
}

Check MadeAsAsked::check() const {
  for (const Made& one : all_) {
    for (const Made& other : all_) {
      if (&one == &other || one.engine != other.engine) continue;
      for (const auto& [setting, ignored] : one.asked) {
        if (std::string fault = fault_of(one, other, setting); !fault.empty()) {
          return check_of(fault);
        }
      }
    }
  }
  return check_of({});
}

}  // namespace harness::checks
