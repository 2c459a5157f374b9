#include "harness/significance/change_points.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

namespace harness::significance {
namespace {

constexpr std::size_t most_values = 2000;

struct Piece {
  std::size_t begin, end;
};

struct Split {
  double statistic = 0;
  std::size_t at = 0;
};

/// From the sums of the distances: between both parts, and within each, every pair once.
double statistic(double between, double within_x, double within_y, double n, double m) {
  return n * m / (n + m) *
         (2 * between / (n * m) - 2 * within_x / (n * (n - 1)) - 2 * within_y / (m * (m - 1)));
}

/// The largest statistic over all splits of one piece. Walks all splits and all ends of the second
/// part with sums of distances that a value more changes by one row: n^2 steps, O(n) memory.
class BestSplit {
 public:
  BestSplit(std::span<const double> piece, std::size_t shortest) : piece_(piece) {
    const std::size_t n = piece.size();
    if (n < 2 * shortest) return;
    to_left_.assign(n, 0);
    to_earlier_.assign(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < i; ++j) to_earlier_[i] += std::fabs(piece[i] - piece[j]);
    }
    double within_left = 0;
    for (std::size_t at = 1; at + shortest <= n; ++at) {
      // Value at - 1 joins the left part.
      within_left += to_left_[at - 1];
      for (std::size_t i = at; i < n; ++i) to_left_[i] += std::fabs(piece[i] - piece[at - 1]);
      if (at >= shortest) walk_ends(at, within_left, shortest);
    }
  }

  const Split& best() const { return best_; }

 private:
  void walk_ends(std::size_t at, double within_left, std::size_t shortest) {
    double between = 0, within_right = 0;
    for (std::size_t end = at + 1; end <= piece_.size(); ++end) {
      between += to_left_[end - 1];
      within_right += to_earlier_[end - 1] - to_left_[end - 1];
      const std::size_t size = end - at;
      if (size < shortest) continue;
      const double value = statistic(between, within_left, within_right, static_cast<double>(at),
                                     static_cast<double>(size));
      if (value > best_.statistic) best_ = {value, at};
    }
  }

  std::span<const double> piece_;
  std::vector<double> to_left_;     // of each value to all of the left part
  std::vector<double> to_earlier_;  // of each value to all before it
  Split best_;
};

struct Found {
  std::size_t piece = 0;
  Split split;
};

/// The best split over all pieces.
Found best_of(std::span<const double> values, std::span<const Piece> pieces, std::size_t shortest) {
  Found found;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto piece = values.subspan(pieces[i].begin, pieces[i].end - pieces[i].begin);
    const Split split = BestSplit(piece, shortest).best();
    if (split.statistic > found.split.statistic) {
      found = {i, {split.statistic, pieces[i].begin + split.at}};
    }
  }
  return found;
}

/// The share of permutations within the pieces that split at least as well.
double p_of(const Split& split, std::span<const double> values, std::span<const Piece> pieces,
            const ChangeSearch& search, std::mt19937_64& random) {
  std::vector<double> permuted(values.begin(), values.end());
  const double seen = split.statistic * (1 - 1e-12);
  std::size_t as_large = 1;
  for (std::size_t i = 0; i < search.permutations; ++i) {
    for (const auto& [begin, end] : pieces) {
      for (std::size_t left = end - begin; left > 1; --left) {
        std::swap(permuted[begin + left - 1], permuted[begin + random() % left]);
      }
    }
    as_large += best_of(permuted, pieces, search.shortest).split.statistic >= seen ? 1U : 0U;
  }
  return static_cast<double>(as_large) / static_cast<double>(search.permutations + 1);
}

double median(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  return (sorted[(sorted.size() - 1) / 2] + sorted[sorted.size() / 2]) / 2;
}

std::optional<std::string> search_fault(std::span<const double> values,
                                        const ChangeSearch& search) {
  if (values.size() > most_values) return fmt::format("more than {} values", most_values);
  if (!std::all_of(values.begin(), values.end(), [](double one) { return std::isfinite(one); })) {
    return "a value is not finite";
  }
  if (search.shortest < 2) return "a piece needs two values";
  if (!(search.level < 1 && search.level * static_cast<double>(search.permutations + 1) >= 1)) {
    return fmt::format("{} permutations can't give p <= {}", search.permutations, search.level);
  }
  return std::nullopt;
}

}  // namespace

double energy_statistic(std::span<const double> x, std::span<const double> y) {
  double between = 0, within_x = 0, within_y = 0;
  for (const double one : x) {
    for (const double other : y) between += std::fabs(one - other);
    for (const double other : x) within_x += std::fabs(one - other) / 2;
  }
  for (const double one : y) {
    for (const double other : y) within_y += std::fabs(one - other) / 2;
  }
  return statistic(between, within_x, within_y, static_cast<double>(x.size()),
                   static_cast<double>(y.size()));
}

Expected<std::vector<ChangePoint>> change_points(std::span<const double> values,
                                                 const ChangeSearch& search) {
  if (const auto why = search_fault(values, search)) return failure("change points: " + *why);
  std::mt19937_64 random(search.seed);
  std::vector<Piece> pieces{{0, values.size()}};
  std::vector<ChangePoint> changes;
  while (true) {
    const auto [piece, split] = best_of(values, pieces, search.shortest);
    if (split.statistic <= 0) break;
    const double p = p_of(split, values, pieces, search, random);
    if (p > search.level) break;
    changes.push_back({.first = split.at, .p = p});
    const std::size_t end = pieces[piece].end;
    pieces[piece].end = split.at;
    pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(piece) + 1, Piece{split.at, end});
  }
  std::sort(changes.begin(), changes.end(),
            [](const ChangePoint& a, const ChangePoint& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto piece = [&](std::size_t k) {
      return median(values.subspan(pieces[k].begin, pieces[k].end - pieces[k].begin));
    };
    changes[i].before = piece(i);
    changes[i].after = piece(i + 1);
  }
  return changes;
}

}  // namespace harness::significance
