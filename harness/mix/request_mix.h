// Which item each request carries.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "harness/expected.h"
#include "harness/mix/drift.h"
#include "harness/mix/permutation.h"
#include "harness/mix/size_classes.h"
#include "harness/mix/zipf.h"
#include "harness/schedule/generator.h"

namespace harness::mix {

/// How items are chosen. `sequential` (a scan) and `recorded` begin anew after the last item,
/// `sequential_once` ends there; `drifting` is Zipf with a ranking that does not stay.
enum class Choice { sequential, sequential_once, uniform, zipf, drifting, sizes, recorded };

/// Items in the order in which they were asked for somewhere.
using RecordedItems = std::shared_ptr<const std::vector<std::uint64_t>>;

/// How often each item is asked for, as a scenario states it.
struct Popularity {
  Choice choice = Choice::uniform;
  double exponent = 0.9;     // of zipf and drifting
  SizeClasses classes = {};  // of sizes
  std::uint64_t turnover =
      5'000;                    // of drifting: requests in which its ranking gives way to another
  RecordedItems recorded = {};  // of recorded
};

/// For the report: "sequential", "uniform", "zipf 0.9", "sizes 70% below ...", "recorded, 12000
/// accesses".
std::string to_string(const Popularity& popularity);

/// The items of one request after the other, seeded. A plain value: a copy goes on as the original
/// would. The most popular item under Zipf is any item, by the seed, not the corpus's first. The
/// same arguments give the same items everywhere (under Zipf, a last bit of the C library's log and
/// exp may turn one draw in some 10^13).
class RequestMix {
 public:
  static constexpr std::uint64_t largest_population = Zipf::largest_size;

  /// `sizes` are the items' sizes in bytes, needed for Choice::sizes only. Refuses a population
  /// that is not within 1 .. largest_population, an exponent out of range, sizes that are missing,
  /// a turnover of 0, recorded items that are none or not below the population, and what SizeDraw
  /// refuses.
  static Expected<RequestMix> make(const Popularity& popularity, std::uint64_t population,
                                   std::uint64_t seed, std::span<const std::uint64_t> sizes = {});

  /// These items, each as often and in the order in which they stand there, and no more.
  static RequestMix once(std::vector<std::uint64_t> items);

  /// The next request's item, below the population. Empty only after the last of sequential_once,
  /// or of once().
  std::optional<std::uint64_t> next() {
    if (auto* order = std::get_if<InOrder>(&draw_)) return next_in_order(*order);
    return draw();
  }

  /// Goes on where a load before has ended, after so many requests: of those that are sequential,
  /// and do not end; others begin where they do.
  void skip(std::uint64_t requests) {
    auto* order = std::get_if<InOrder>(&draw_);
    if (order != nullptr && !order->once) order->position = requests % order->population;
  }

  /// Does it end? Only sequential_once and once() do.
  bool ends() const {
    const auto* order = std::get_if<InOrder>(&draw_);
    return order != nullptr && order->once;
  }

 private:
  struct InOrder {
    std::uint64_t population;
    bool once;
    RecordedItems items = {};  // null: their numbers
    std::uint64_t position = 0;
  };
  struct Uniform {
    std::uint64_t population;
  };
  struct Ranked {
    Zipf rank;
    Permutation item;
  };
  struct Recorded {
    RecordedItems items;
    std::size_t position = 0;
  };
  using Draw = std::variant<InOrder, Uniform, Ranked, Drift, SizeDraw, Recorded>;

  RequestMix(Draw draw, std::uint64_t seed)
      : draw_(std::move(draw)), generator_(seed, schedule::Stream::items) {}

  static std::optional<std::uint64_t> next_in_order(InOrder& order) {
    if (order.position == order.population) {
      if (order.once) return std::nullopt;
      order.position = 0;
    }
    const std::uint64_t position = order.position++;
    return order.items == nullptr ? position : (*order.items)[position];
  }
  std::uint64_t draw();

  Draw draw_;
  schedule::Generator generator_;
};

}  // namespace harness::mix
