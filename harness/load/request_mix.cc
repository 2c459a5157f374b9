#include "harness/load/request_mix.h"

#include <fmt/format.h>

namespace harness::load {
namespace {

/// What is wrong; empty if nothing is.
std::string complaint(const Popularity& popularity, std::uint64_t population,
                      std::span<const std::uint64_t> sizes) {
  if (population < 1 || population > RequestMix::largest_population) {
    return fmt::format("a population of {} items; it takes 1 to {}", population,
                       RequestMix::largest_population);
  }
  const double exponent = popularity.exponent;
  if (popularity.choice == Choice::zipf && !(exponent >= 0 && exponent <= Zipf::largest_exponent)) {
    return fmt::format("a zipf exponent of {}; it lies between 0 and {}", exponent,
                       Zipf::largest_exponent);
  }
  if (popularity.choice == Choice::sizes && sizes.size() != population) {
    return fmt::format("{} sizes for {} items; a choice by size needs one each", sizes.size(),
                       population);
  }
  return {};
}

}  // namespace

std::string to_string(const Popularity& popularity) {
  switch (popularity.choice) {
    case Choice::sequential:
      return "sequential";
    case Choice::sequential_once:
      return "sequential, once";
    case Choice::uniform:
      return "uniform";
    case Choice::zipf:
      return fmt::format("zipf {}", popularity.exponent);
    case Choice::sizes:
      break;
  }
  return "sizes " + to_string(popularity.classes);
}

Expected<RequestMix> RequestMix::make(const Popularity& popularity, std::uint64_t population,
                                      std::uint64_t seed, std::span<const std::uint64_t> sizes) {
  std::string wrong = complaint(popularity, population, sizes);
  if (!wrong.empty()) return failure(std::move(wrong));
  switch (popularity.choice) {
    case Choice::sequential:
      return RequestMix(InOrder{population, false}, seed);
    case Choice::sequential_once:
      return RequestMix(InOrder{population, true}, seed);
    case Choice::uniform:
      return RequestMix(Uniform{population}, seed);
    case Choice::zipf:
      return RequestMix(
          Ranked{Zipf(population, popularity.exponent), Permutation(population, seed)}, seed);
    case Choice::sizes:
      break;
  }
  return SizeDraw::make(popularity.classes, sizes).map([&](SizeDraw draw) {
    return RequestMix(std::move(draw), seed);
  });
}

std::uint64_t RequestMix::draw() {
  if (auto* uniform = std::get_if<Uniform>(&draw_)) return generator_.below(uniform->population);
  if (auto* ranked = std::get_if<Ranked>(&draw_)) return ranked->item(ranked->rank(generator_));
  return std::get<SizeDraw>(draw_)(generator_);
}

}  // namespace harness::load
