#include "harness/mix/size_classes.h"

#include <fmt/format.h>

#include <cmath>

namespace harness::mix {
namespace {

constexpr std::array<const char*, 3> names = {"small", "medium", "large"};

double sum(const std::array<double, 3>& shares) {
  return shares[0] + shares[1] + shares[2];
}

std::size_t class_of(std::uint64_t size, const SizeClasses& classes) {
  if (size < classes.medium_from) return 0;
  return size < classes.large_from ? 1 : 2;
}

std::string range_of(std::size_t size_class, const SizeClasses& classes) {
  if (size_class == 0) return fmt::format("below {} B", classes.medium_from);
  if (size_class == 2) return fmt::format("from {} B", classes.large_from);
  return fmt::format("from {} B and below {} B", classes.medium_from, classes.large_from);
}

}  // namespace

std::string to_string(const SizeClasses& classes) {
  const auto percent = [&](std::size_t i) { return 100 * classes.shares[i] / sum(classes.shares); };
  return fmt::format("{:.4g}% {}, {:.4g}%, {:.4g}% {}", percent(0), range_of(0, classes),
                     percent(1), percent(2), range_of(2, classes));
}

Expected<SizeDraw> SizeDraw::make(const SizeClasses& classes,
                                  std::span<const std::uint64_t> sizes) {
  if (classes.medium_from > classes.large_from) {
    return failure(fmt::format("medium items begin at {} B, above large ones at {} B",
                               classes.medium_from, classes.large_from));
  }
  SizeDraw draw;
  for (std::uint64_t item = 0; item < sizes.size(); ++item) {
    draw.items_[class_of(sizes[item], classes)].push_back(item);
  }
  const double total = sum(classes.shares);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double share = classes.shares[i];
    if (!(share >= 0) || !std::isfinite(share)) {
      return failure(
          fmt::format("the share of {} items is {}, not a number from 0 up", names[i], share));
    }
    if (share > 0 && draw.items_[i].empty()) {
      return failure(fmt::format("{} items ({}) have a share, but none of the {} items is one",
                                 names[i], range_of(i, classes), sizes.size()));
    }
    draw.shares_[i] = share / total;
  }
  if (!(total > 0) || !std::isfinite(total)) {
    return failure("the shares of small, medium and large items are all 0, or too large");
  }
  return draw;
}

std::uint64_t SizeDraw::operator()(schedule::Generator& generator) const {
  // Falls through to a class that has items even where rounding leaves `left` a little above 0.
  double left = generator.unit();
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < shares_.size(); ++i) {
    if (shares_[i] == 0) continue;
    chosen = i;
    left -= shares_[i];
    if (left < 0) break;
  }
  return items_[chosen][generator.below(items_[chosen].size())];
}

}  // namespace harness::mix
