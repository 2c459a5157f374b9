#include "harness/fit/recommend.h"
#include "harness/fit/positive.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace harness::fit {
namespace {

std::string share_in_words(double share) {
  struct Word {
    double share;
    const char* word;
  };
  for (const auto& [value, word] :
       {Word{1.0 / 10, "a tenth"}, Word{1.0 / 5, "a fifth"}, Word{1.0 / 4, "a quarter"},
        Word{1.0 / 3, "a third"}, Word{1.0 / 2, "half"}, Word{2.0 / 3, "two thirds"}}) {
    if (std::abs(share / value - 1) < 0.08) return word;
  }
  return fmt::format("{:.2g} %", share * 100);
}

/// "4", "4 and 8", "2, 4 and 8"
std::string listed(std::span<const Setting> settings, std::span<const std::size_t> which,
                   const char* last) {
  std::string list;
  for (std::size_t i = 0; i < which.size(); ++i) {
    if (i > 0) list += i + 1 == which.size() ? last : ", ";
    list += settings[which[i]].value;
  }
  return list;
}

std::vector<std::size_t> near_the_best(std::span<const Setting> settings, std::size_t best,
                                       double give) {
  std::vector<std::size_t> near;
  for (std::size_t i = 0; i < settings.size(); ++i) {
    const auto& throughput = settings[i].throughput;
    if (i == best || throughput.value >= (1 - give) * settings[best].throughput.value ||
        !can_tell_apart(throughput, settings[best].throughput)) {
      near.push_back(i);
    }
  }
  return near;
}

std::size_t cheapest_of_lowest_p99(std::span<const Setting> settings,
                                   std::span<const std::size_t> near) {
  const std::size_t lowest =
      *std::min_element(near.begin(), near.end(), [&](std::size_t a, std::size_t b) {
        return settings[a].p99_ms.value < settings[b].p99_ms.value;
      });
  return *std::find_if(near.begin(), near.end(), [&](std::size_t i) {
    return i == lowest || !can_tell_apart(settings[i].p99_ms, settings[lowest].p99_ms);
  });
}

std::string compare(const Setting& chosen, const Setting& best) {
  const double short_by = 1 - chosen.throughput.value / best.throughput.value;
  std::string sentence =
      can_tell_apart(chosen.throughput, best.throughput)
          ? fmt::format("within {:.0f} % of the best throughput", std::ceil(short_by * 100 - 1e-9))
          : std::string("as far as the data tell the best throughput");
  if (!can_tell_apart(chosen.p99_ms, best.p99_ms)) return sentence;
  const double share = chosen.p99_ms.value / best.p99_ms.value;
  return sentence + fmt::format(" at {} of the P99", share_in_words(share));
}

}  // namespace

bool can_tell_apart(const stats::Estimate& a, const stats::Estimate& b) {
  if (!a.interval || !b.interval) return false;
  const stats::Estimate& more = a.value >= b.value ? a : b;
  const stats::Estimate& less = a.value >= b.value ? b : a;
  return more.value - less.value >
         std::hypot(more.value - more.interval->low, less.interval->high - less.value);
}

Expected<Recommendation> recommend(std::span<const Setting> settings, double give) {
  if (settings.empty()) return failure("nothing was measured to recommend");
  for (const Setting& setting : settings) {
    if (!is_positive(setting.throughput.value) || !is_positive(setting.p99_ms.value)) {
      return failure(fmt::format("{}: nothing can be recommended on {}/s and a P99 of {} ms",
                                 setting.name, setting.throughput.value, setting.p99_ms.value));
    }
  }
  const auto most = std::max_element(
      settings.begin(), settings.end(),
      [](const Setting& a, const Setting& b) { return a.throughput.value < b.throughput.value; });
  const auto best = static_cast<std::size_t>(most - settings.begin());
  const std::vector<std::size_t> near = near_the_best(settings, best, give);
  const std::size_t chosen = cheapest_of_lowest_p99(settings, near);

  std::vector<std::size_t> no_better, alike;  // dearer ones, and all, that can't be told from it
  for (const std::size_t i : near) {
    if (i == chosen) continue;
    const bool throughput_told =
        can_tell_apart(settings[i].throughput, settings[chosen].throughput);
    if (throughput_told || can_tell_apart(settings[i].p99_ms, settings[chosen].p99_ms)) continue;
    alike.push_back(i);
    if (i > chosen) no_better.push_back(i);
  }
  Recommendation recommendation;
  recommendation.chosen = chosen;
  const Setting& setting = settings[chosen];
  if (!no_better.empty()) {
    recommendation.reason = fmt::format("{}: {} gain nothing that this run can tell", setting.name,
                                        listed(settings, no_better, " and "));
  } else if (chosen == best) {
    recommendation.reason = fmt::format("{}: the best throughput", setting.name);
  } else {
    recommendation.reason = fmt::format("{}: {}", setting.name, compare(setting, settings[best]));
  }
  if (!alike.empty()) {
    recommendation.doubt = fmt::format("the data can't tell {} from {} apart", setting.value,
                                       listed(settings, alike, " or "));
  }
  return recommendation;
}

}  // namespace harness::fit
