// What a cache is worth: source 000, sections 5 and 10.1.
#include <fmt/format.h>

#include <array>

#include "scenarios/documents/findings/cache_findings.h"
#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/engine_target.h"

namespace scenarios::documents::cache {
namespace {

/// A policy, and whether TinyLFU stands at its door.
struct CachePolicy {
  const char* name;
  const char* policy;
  const char* admission;
};
constexpr std::array<CachePolicy, 6> policies{{{"lru", "lru", "off"},
                                               {"sieve", "sieve", "off"},
                                               {"s3-fifo", "s3-fifo", "off"},
                                               {"sieve + TinyLFU", "sieve", "on"},
                                               {"s3-fifo + TinyLFU", "s3-fifo", "on"},
                                               {"adaptive + TinyLFU", "adaptive", "on"}}};

struct Access {
  const char* name;
  harness::mix::Popularity popularity;
};

/// A scan asks for one document after the other, over and over.
std::vector<Access> accesses(std::uint64_t turnover) {
  using harness::mix::Choice;
  return {{"zipf", {.choice = Choice::zipf, .exponent = 0.9, .classes = {}}},
          {"scan", {.choice = Choice::sequential, .classes = {}}},
          {"drifting",
           {.choice = Choice::drifting, .exponent = 0.9, .classes = {}, .turnover = turnover}}};
}

Step step_of(const Access& access, const CachePolicy& policy, int percent, ClosedLoad load) {
  return {.name = fmt::format("{}, {}, {} %", access.name, policy.name, percent),
          .settings = {{"cache.policy", policy.policy},
                       {"cache.admission", policy.admission},
                       {"cache.capacity", "1MiB"},  // a bound, which a share is the size of
                       {"cache.capacity", fmt::format("{}%", percent)},
                       {"queue.capacity", "10000"}},
          .load = load,
          .popularity = access.popularity,
          .place = {access.name, policy.name, fmt::format("{} %", percent),
                    static_cast<double>(percent)},
          .toll = engine_toll};
}

/// As many clients as keep the engine busy; the warm-up fills the cache.
Form form_of(const std::vector<int>& percents, harness::Duration warm_up, harness::Duration each,
             std::uint64_t turnover, harness::Duration interval) {
  Form form{.capacity = {}, .interval = interval};
  const ClosedLoad load{.clients = 50, .length = each, .warm_up = warm_up, .think_time = {}};
  for (const Access& access : accesses(turnover)) {
    for (const int percent : percents) {
      for (const CachePolicy& policy : policies) {
        form.step_list()->push_back(step_of(access, policy, percent, load));
      }
    }
  }
  return form;
}

}  // namespace

Scenario make() {
  return {.name = "cache",
          .question =
              "Which cache policy for which access, with how much memory, and what does a hit "
              "save?",
          .view = {.shows_hits = true,
                   .curves = {{.title = "Cache hits against capacity",
                               .along = "capacity, share of the corpus's bytes (log scale)",
                               .caption =
                                   "Share of look-ups that hit, once the cache was warm, against "
                                   "how much it may hold: the policy whose line lies highest for "
                                   "an access pattern is the one to use for it.",
                               .upwards = {{"cache_hit_ratio"}}}}},
          .make_target = make_engine_target,
          .popularity = as_in_life,
          .limits = {{"errors<=0%", "default"}, nothing_shed},
          .quick = form_of({10, 50}, 100ms, 100ms, 1'000, 75ms),
          .standard = form_of({5, 10, 25, 50, 100}, 600ms, 1s, 2'000, 500ms),
          .full = form_of({5, 10, 25, 50, 75, 100}, 10s, 20s, 10'000, 5s),
          .conclude = conclude_cache};
}

}  // namespace scenarios::documents::cache
