#include "harness/stats/steady_case.h"

#include <cmath>

namespace harness::stats {
namespace {

using Random = VirtualLoad::Random;
using Work = VirtualLoad::Work;
using Truth = SteadyCase::Truth;
using Factor = std::function<double(double at_s)>;

constexpr double service_s = 0.06;

double unit_uniform(Random& random) {
  return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53;
}

double unit_normal(Random& random) {
  constexpr double turn = 6.283185307179586;
  return std::sqrt(-2 * std::log(unit_uniform(random))) * std::cos(turn * unit_uniform(random));
}

double exponential_work(Random& random) {
  return -std::log(unit_uniform(random));
}

/// A sleep: never shorter than asked for, some 2 % longer.
double even_work(Random& random) {
  return 1 + 0.02 * std::abs(unit_normal(random));
}

/// Lognormal of that coefficient of variation.
std::function<double(Random&)> uneven_work(double variation) {
  const double sigma = std::sqrt(std::log1p(variation * variation));
  return
      [sigma](Random& random) { return std::exp(sigma * unit_normal(random) - sigma * sigma / 2); };
}

/// A server for each request, for 30 s; `times`: as many times as slow as it stays.
VirtualLoad served_at_once(
    double per_second, std::function<double(Random&)> work,
    Factor times = [](double) { return 1.0; }) {
  return {.length_s = 30, .per_second = per_second, .work = [=](Random& random, double at_s) {
            return Work{service_s * work(random) * times(at_s)};
          }};
}

/// One server with a mean service of 0.1 ms, and Poisson arrivals.
VirtualLoad queue_of(double utilisation, double requests, std::function<double(Random&)> work) {
  return {.length_s = requests / utilisation * 1e-4,
          .per_second = utilisation * 1e4,
          .even = false,
          .queued = true,
          .work = [=](Random& random, double) { return Work{1e-4 * work(random)}; }};
}

VirtualLoad stalled(VirtualLoad load, std::vector<VirtualLoad::Span> stalls) {
  load.stalls = std::move(stalls);
  return load;
}

VirtualLoad failing(VirtualLoad load, std::vector<VirtualLoad::Span> spans) {
  load.failing = std::move(spans);
  return load;
}

/// Hits of 9 in 10 once it is full; a miss takes six times as long.
VirtualLoad cache_fill(double per_second, double filling_s) {
  return {.length_s = 30, .per_second = per_second, .work = [=](Random& random, double at_s) {
            const bool hit = unit_uniform(random) < 0.9 * (1 - std::exp(-at_s / filling_s));
            return Work{(hit ? 0.01 : 0.06) * exponential_work(random), hit};
          }};
}

VirtualLoad closed(int clients, Factor times) {
  VirtualLoad load = served_at_once(0, uneven_work(0.3), std::move(times));
  load.clients = clients;
  return load;
}

}  // namespace

std::vector<SteadyCase> steady_loads() {
  const auto constant = [](Random&) { return 1.0; };
  return {{"M/M/1, rho 0.5, 15,000", Truth::steady, queue_of(0.5, 15'000, exponential_work)},
          {"M/M/1, rho 0.8, 15,000", Truth::steady, queue_of(0.8, 15'000, exponential_work)},
          {"M/D/1, rho 0.8, 15,000", Truth::steady, queue_of(0.8, 15'000, constant)},
          {"M/G/1, cv 2, rho 0.5, 15,000", Truth::steady, queue_of(0.5, 15'000, uneven_work(2))},
          {"60 ms, constant, 10/s", Truth::steady, served_at_once(10, constant)},
          {"60 ms, 2 % apart, 10/s", Truth::steady, served_at_once(10, even_work)},
          {"60 ms, 30 % apart, 20/s", Truth::steady, served_at_once(20, uneven_work(0.3))},
          {"60 ms, exponential, 10/s", Truth::steady, served_at_once(10, exponential_work)},
          {"60 ms, exponential, 100/s", Truth::steady, served_at_once(100, exponential_work)},
          {"60 ms, cv 2, 20/s", Truth::steady, served_at_once(20, uneven_work(2))}};
}

std::vector<SteadyCase> disturbed_loads() {
  const auto step = [](double until_s, double times) {
    return [=](double at_s) { return at_s < until_s ? times : 1; };
  };
  std::vector<VirtualLoad::Span> tenths;
  for (double at_s = 0; at_s < 30; at_s += 3) tenths.push_back({at_s, 0.5});
  const auto ten = served_at_once(10, even_work), twenty = served_at_once(20, even_work);
  return {
      {"stall of 2 s at 7.5 of 30 s, 10/s", Truth::disturbed, stalled(ten, {{7.45, 2}})},
      {"stall of 2 s at 1.5 of 30 s, 20/s", Truth::disturbed, stalled(twenty, {{1.5, 2}})},
      {"stall of 0.2 s at 5 of 30 s, 20/s", Truth::disturbed, stalled(twenty, {{5, 0.2}})},
      {"stall of 4 s at 6 of 30 s, 20/s", Truth::disturbed, stalled(twenty, {{6, 4}})},
      {"stalls of 0.5 s at every tenth", Truth::disturbed, stalled(ten, tenths)},
      {"40 failures at 7.5 of 30 s, 10/s", Truth::disturbed, failing(ten, {{7.5, 4}})},
      {"twice as slow for 3 s, 10/s", Truth::disturbed, served_at_once(10, even_work, step(3, 2))},
      {"five times as slow for 7.5 s, 200/s", Truth::disturbed,
       served_at_once(200, uneven_work(0.3), step(7.5, 5))},
      {"half as slow for 7.5 s, 20/s", Truth::disturbed,
       served_at_once(20, even_work, step(7.5, 0.5))}};
}

std::vector<SteadyCase> start_ups() {
  const auto exponential = [](double at_s) { return 1 + 5 * std::exp(-at_s); };
  const auto line = [](double at_s) { return 1 + 5 * std::max(0.0, 1 - at_s / 3); };
  const auto hyperbola = [](double at_s) { return 1 + 5 / (1 + at_s / 0.2); };
  const auto first = [](double at_s) { return at_s < 0.1 ? 20.0 : 1.0; };
  VirtualLoad backlog = queue_of(0.5, 50'000, exponential_work);
  backlog.backlog_s = 0.05;
  const auto of = [](const char* name, VirtualLoad load) {
    return SteadyCase{name, Truth::starting_up, std::move(load)};
  };
  return {of("exponential, 10/s", served_at_once(10, even_work, exponential)),
          of("exponential, 30 % apart, 100/s", served_at_once(100, uneven_work(0.3), exponential)),
          of("line, 10/s", served_at_once(10, even_work, line)),
          of("line, 30 % apart, 100/s", served_at_once(100, uneven_work(0.3), line)),
          of("1/t, 10/s", served_at_once(10, even_work, hyperbola)),
          of("1/t, 30 % apart, 100/s", served_at_once(100, uneven_work(0.3), hyperbola)),
          of("a first request of 1.2 s, 10/s", served_at_once(10, even_work, first)),
          of("a backlog, M/M/1, rho 0.5", std::move(backlog)),
          of("a cache that fills in 1 s, 1,000/s", cache_fill(1'000, 1)),
          of("a closed loop of 10, exponential", closed(10, exponential))};
}

Steady steady_of(const SteadyCase& known, std::uint64_t seed) {
  VirtualLoad load = known.load;
  load.slices = 64 + seed % 64;
  return run(load, seed).steady();
}

}  // namespace harness::stats
