#include "harness/mix/request_mix.h"

#include <fmt/format.h>

#include <algorithm>

namespace harness::mix {
namespace {

std::string complaint(const RecordedItems& items, std::uint64_t population) {
  if (items == nullptr || items->empty()) return "no items were recorded";
  const std::uint64_t last = *std::max_element(items->begin(), items->end());
  if (last < population) return {};
  return fmt::format("item {} was recorded, of a population of {}", last, population);
}

/// What is wrong; empty if nothing is.
std::string complaint(const Popularity& popularity, std::uint64_t population,
                      std::span<const std::uint64_t> sizes) {
  if (population < 1 || population > RequestMix::largest_population) {
    return fmt::format("a population of {} items; it takes 1 to {}", population,
                       RequestMix::largest_population);
  }
  const double exponent = popularity.exponent;
  const bool ranked = popularity.choice == Choice::zipf || popularity.choice == Choice::drifting;
  if (ranked && !(exponent >= 0 && exponent <= Zipf::largest_exponent)) {
    return fmt::format("a zipf exponent of {}; it lies between 0 and {}", exponent,
                       Zipf::largest_exponent);
  }
  if (popularity.choice == Choice::drifting && popularity.turnover == 0) {
    return "a popularity that drifts takes 1 request or more to do so";
  }
  if (popularity.choice == Choice::recorded) return complaint(popularity.recorded, population);
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
    case Choice::drifting:
      return fmt::format("zipf {} that drifts within {} requests", popularity.exponent,
                         popularity.turnover);
    case Choice::recorded:
      return fmt::format("recorded, {} accesses",
                         popularity.recorded ? popularity.recorded->size() : 0);
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
    case Choice::drifting:
      return RequestMix(Drift(population, popularity.exponent, popularity.turnover, seed), seed);
    case Choice::recorded:
      return RequestMix(Recorded{popularity.recorded}, seed);
    case Choice::sizes:
      break;
  }
  return SizeDraw::make(popularity.classes, sizes).map([&](SizeDraw draw) {
    return RequestMix(std::move(draw), seed);
  });
}

RequestMix RequestMix::once(std::vector<std::uint64_t> items) {
  const std::uint64_t count = items.size();
  auto kept = std::make_shared<const std::vector<std::uint64_t>>(std::move(items));
  return RequestMix(InOrder{count, true, std::move(kept)}, 0);
}

std::uint64_t RequestMix::draw() {
  if (auto* uniform = std::get_if<Uniform>(&draw_)) return generator_.below(uniform->population);
  if (auto* ranked = std::get_if<Ranked>(&draw_)) return ranked->item(ranked->rank(generator_));
  if (auto* drift = std::get_if<Drift>(&draw_)) return (*drift)(generator_);
  if (auto* recorded = std::get_if<Recorded>(&draw_)) {
    const std::vector<std::uint64_t>& items = *recorded->items;
    const std::uint64_t item = items[recorded->position];
    recorded->position = (recorded->position + 1) % items.size();
    return item;
  }
  return std::get<SizeDraw>(draw_)(generator_);
}

}  // namespace harness::mix
