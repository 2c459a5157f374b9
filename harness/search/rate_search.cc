#include "harness/search/rate_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace harness::search {
namespace {

constexpr std::size_t most_probes = 200;
constexpr std::size_t fewest_near = 8;  // probes in the line: fewer can't tell how much they differ
// Distances in the link: from where on a probe is hopeless, and of a fine probe from the root (the
// slope must be known, or the interval of the root is wide whatever the length of the probes).
constexpr double near = 2.2;
constexpr double straddle = 0.9;
constexpr double tight = 0.95;  // of the width wanted: an end that chance chose is lucky
constexpr double aim = 0.8;     // of the width wanted; chance must not push it over

Expected<void> check_options(const SearchOptions& options) {
  const double lowest = options.lowest_per_s, ceiling = options.ceiling_per_s;
  if (!(ceiling > 0 && std::isfinite(ceiling) && lowest >= 0 && lowest < ceiling)) {
    return failure(fmt::format("no rate to search from {}/s to {}/s", lowest, ceiling));
  }
  if (!(options.within >= 0.001 && options.within <= 0.5)) {
    return failure(fmt::format("a rate within {:g} % can't be searched; from 0.1 % to 50 % can",
                               options.within * 100));
  }
  if (!(options.shortest_s > 0 && options.shortest_s <= options.longest_s &&
        options.longest_s <= options.most_s && std::isfinite(options.most_s))) {
    return failure(fmt::format("probes of {} s to {} s don't make a search of {} s",
                               options.shortest_s, options.longest_s, options.most_s));
  }
  return {};
}

/// The lower of two, where there are two.
void lower(std::optional<double>& lowest, std::optional<double> value) {
  if (value && (!lowest || *value < *lowest)) lowest = value;
}

std::optional<double> middle(const Crossing& crossing) {
  if (crossing.root_per_s) return crossing.root_per_s;
  if (!crossing.missed_per_s) return std::nullopt;
  if (!crossing.held_per_s) return crossing.missed_per_s;
  return std::sqrt(*crossing.held_per_s * *crossing.missed_per_s);
}

/// Rate and interval of the whole objective: it is held as long as the first limit to go is.
void combine(std::span<const Crossing> crossings, Answer& answer) {
  std::optional<double> low, high;
  for (std::size_t i = 0; i < crossings.size(); ++i) {
    const auto root = middle(crossings[i]);
    if (root && (!answer.rate_per_s || *root < *answer.rate_per_s)) {
      answer.rate_per_s = root;
      answer.binding = i;
    }
    if (!crossings[i].interval) continue;
    lower(low, crossings[i].interval->low);
    lower(high, crossings[i].interval->high);
  }
  if (!answer.binding) return;
  const Crossing& binding = crossings[*answer.binding];
  if (!binding.root_per_s) answer.rate_per_s.reset();
  if (binding.interval && low && high) answer.interval = stats::Interval{*low, *high};
}

}  // namespace

Expected<RateSearch> RateSearch::make(std::vector<Limit> limits, const SearchOptions& options) {
  if (auto checked = check_limits(limits); !checked) return tl::make_unexpected(checked.error());
  if (auto checked = check_options(options); !checked) return tl::make_unexpected(checked.error());
  return RateSearch(std::move(limits), options);
}

RateSearch::RateSearch(std::vector<Limit> limits, const SearchOptions& options)
    : limits_(std::move(limits)),
      options_(options),
      observed_(limits_.size()),
      crossings_(limits_.size()) {
  if (options_.lowest_per_s == 0) options_.lowest_per_s = options_.ceiling_per_s / 1000;
  for (Crossing& crossing : crossings_) crossing.dispersion = pool_dispersion({});
  plan();
}

Decision RateSearch::judge(const Evidence& so_far) const {
  if (!next_ || !check_evidence(limits_, so_far)) return Decision::go_on;
  const double shortest = is_fine_ ? options_.shortest_s : options_.shortest_s / 2;
  if (so_far.seconds < shortest) return Decision::go_on;
  bool all_held = true;
  for (std::size_t i = 0; i < limits_.size(); ++i) {
    const Standing standing = stand(limits_[i], so_far.ratios[i]);
    const Dispersion& pooled = crossings_[i].dispersion;
    const double score = standing.score(limits_[i], pooled.at_least(standing));
    const bool is_far = std::abs(standing.distance) > near;
    if (is_far && score > beyond_doubt) return Decision::surely_missed;
    all_held = all_held && is_far && score < -beyond_doubt;
  }
  if (all_held) return Decision::surely_held;
  return so_far.seconds >= next_->seconds ? Decision::enough : Decision::go_on;
}

Expected<void> RateSearch::add(const Evidence& evidence) {
  if (auto checked = check_evidence(limits_, evidence); !checked) return checked;
  for (std::size_t i = 0; i < limits_.size(); ++i) {
    observed_[i].push_back({next_->rate_per_s, stand(limits_[i], evidence.ratios[i])});
    crossings_[i] = find_crossing(limits_[i], observed_[i], options_.within);
  }
  ++answer_.probes;
  answer_.seconds += evidence.seconds;
  conclude();
  if (next_) plan();
  return {};
}

void RateSearch::end(Ending ending, std::string reason) {
  answer_.ending = ending;
  answer_.reason = std::move(reason);
  next_.reset();
}

void RateSearch::conclude() {
  answer_.rate_per_s.reset();
  answer_.interval.reset();
  answer_.binding.reset();
  combine(crossings_, answer_);
  answer_.is_monotone = std::all_of(crossings_.begin(), crossings_.end(),
                                    [](const Crossing& crossing) { return crossing.is_monotone; });
  if (is_precise()) {
    return end(Ending::found, fmt::format("{} is held up to there and missed above",
                                          limits_[*answer_.binding].name));
  }
  const double tried = next_->rate_per_s;
  bool held = true, missed = false;
  for (std::size_t i = 0; i < limits_.size(); ++i) {
    const double score = observed_[i].back().standing.score(
        limits_[i], crossings_[i].dispersion.at_least(observed_[i].back().standing));
    held = held && score < -2;
    missed = missed || score > 2;
  }
  if (held && tried >= options_.ceiling_per_s) {
    answer_.rate_per_s = tried;
    answer_.interval.reset();
    return end(Ending::at_least,
               fmt::format("held even at the highest rate tried, {:.6g}/s", tried));
  }
  if (missed && tried <= options_.lowest_per_s) {
    answer_.rate_per_s.reset();
    answer_.interval.reset();
    return end(Ending::never_held,
               fmt::format("missed even at the lowest rate tried, {:.6g}/s", tried));
  }
  if (answer_.seconds + options_.shortest_s > options_.most_s || answer_.probes >= most_probes) {
    end(Ending::undecided, fmt::format("{} probes of {:.0f} s in all did not narrow it further",
                                       answer_.probes, answer_.seconds));
  }
}

bool RateSearch::is_precise() const {
  if (!answer_.rate_per_s || !answer_.interval || !answer_.binding) return false;
  const Crossing& binding = crossings_[*answer_.binding];
  if (!binding.is_beyond_doubt && (binding.fit->probes < fewest_near || !binding.fit->is_local))
    return false;
  for (const Crossing& crossing : crossings_) {
    const bool is_elsewhere =
        !crossing.missed_per_s || crossing.interval ||
        (crossing.held_per_s && *crossing.held_per_s > answer_.interval->high);
    if (!is_elsewhere) return false;
  }
  return answer_.interval->high - answer_.interval->low <=
         2 * tight * options_.within * *answer_.rate_per_s;
}

void RateSearch::plan() {
  is_fine_ = answer_.binding && is_near(crossings_[*answer_.binding]);
  const double rate = is_fine_ ? fine_rate(crossings_[*answer_.binding]) : next_rate();
  const double left = options_.most_s - answer_.seconds;
  const double seconds =
      is_fine_ ? fine_seconds(crossings_[*answer_.binding]) : coarse_seconds(rate);
  next_ = Probe{rate, std::min(left, std::clamp(seconds, options_.shortest_s, options_.longest_s))};
}

/// A line whose root lies elsewhere places no probes, until there is hardly an elsewhere left.
bool RateSearch::is_near(const Crossing& crossing) const {
  return crossing.fit &&
         (crossing.fit->is_inside ||
          *crossing.missed_per_s < (1 + 4 * options_.within) * *crossing.held_per_s);
}

double RateSearch::next_rate() const {
  std::optional<double> held, missed;
  bool some_never_held = false;
  for (const Crossing& crossing : crossings_) {
    lower(missed, crossing.missed_per_s);
    lower(held, crossing.held_per_s);
    some_never_held = some_never_held || !crossing.held_per_s;
  }
  if (some_never_held) held.reset();
  return coarse_rate(held, missed);
}

double RateSearch::coarse_rate(std::optional<double> held, std::optional<double> missed) const {
  const double ceiling = options_.ceiling_per_s;
  if (!held && !missed) return 0.7 * ceiling;
  if (!held) return std::max(options_.lowest_per_s, *missed / 2);
  if (!missed) return *held >= 0.9 * ceiling ? ceiling : (*held + ceiling) / 2;
  const double below = std::max(0.1, -margin_at(*held)), above = std::max(0.1, margin_at(*missed));
  const double share = std::clamp(below / (below + above), 0.25, 0.75);
  return *held + share * (*missed - *held);
}

double RateSearch::margin_at(double rate_per_s) const {
  double margin = -HUGE_VAL;
  for (const std::vector<Observed>& probes : observed_) {
    for (const Observed& probe : probes) {
      if (probe.rate_per_s == rate_per_s && probe.standing.has_data()) {
        margin = std::max(margin, probe.standing.distance);
      }
    }
  }
  return std::clamp(margin, -20.0, 20.0);
}

/// So long that a limit that is never broken (a share of 0, half the mean) is held beyond doubt.
double RateSearch::coarse_seconds(double rate_per_s) const {
  double requests = 0;
  for (std::size_t i = 0; i < limits_.size(); ++i) {
    const double dispersion = crossings_[i].dispersion.value;
    const double bound = limits_[i].bound;
    const double needed =
        limits_[i].kind == Limit::Kind::share ? dispersion * (1 - bound) / bound : 4 * dispersion;
    requests = std::max(requests, 1.1 * beyond_doubt * beyond_doubt * needed);
  }
  return std::min(requests / rate_per_s, options_.longest_s / 4);
}

double RateSearch::fine_rate(const Crossing& binding) const {
  const RootFit& fit = *binding.fit;
  const double step = std::clamp(std::max(straddle, std::sqrt(fit.between)) / fit.slope,
                                 options_.within / 4, 2.5 * options_.within);
  const double root = fit.is_inside
                          ? fit.root_per_s
                          : std::clamp(fit.root_per_s, *binding.held_per_s, *binding.missed_per_s);
  double balance = 0;  // of what is known, above the root or below
  for (const Observed& probe : observed_[*answer_.binding]) {
    const double off = std::log(probe.rate_per_s / root);
    if (std::abs(off) < 5 * options_.within)
      balance += std::copysign(probe.standing.denominator, off);
  }
  const double rate = balance > 0 ? root * (1 - step) : root * (1 + step);
  return std::clamp(rate, options_.lowest_per_s, options_.ceiling_per_s);
}

double RateSearch::fine_seconds(const Crossing& binding) const {
  const RootFit& fit = *binding.fit;
  const Limit& limit = limits_[*answer_.binding];
  const double wanted = aim * options_.within * fit.slope / fit.t;  // standard error of the link
  const double one = aim * options_.within * fit.slope / 2 *
                     std::sqrt(static_cast<double>(fewest_near)) *
                     sensitivity(limit.kind, limit.bound);
  // Little is known yet: no probe is to be much longer than the knowledge that it is planned with.
  const double usual = std::min(binding.dispersion.value / (one * one), fit.requests);
  const double times = fit.standard_error * fit.standard_error / (wanted * wanted);
  const double probes =
      fit.probes < fewest_near ? static_cast<double>(fewest_near - fit.probes) : 1;
  const double more = fit.requests * (times - 1) / probes;
  return std::clamp(more, usual / 2, fit.between > 0 ? usual : std::max(usual, fit.requests / 2)) /
         fit.root_per_s;
}

}  // namespace harness::search
