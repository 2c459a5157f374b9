// How central each sentence is to a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace engine::documents::analyse {

/// Sentences as sparse vectors of length 1. A column is a term that at least two sentences share;
/// of the terms that one sentence has for itself only the squared sum of their weights is kept,
/// since they make it similar to nothing but itself.
struct SentenceMatrix {
  struct Entry {
    std::uint32_t column;
    double weight;
  };
  std::vector<Entry> entries;          // row after row
  std::vector<std::uint32_t> row_end;  // index into entries
  std::vector<double> own;             // of a row: sum of squares of the weights not in entries
  std::uint32_t columns = 0;

  std::size_t rows() const { return row_end.size(); }
  std::uint32_t row_begin(std::size_t row) const { return row == 0 ? 0 : row_end[row - 1]; }
  void clear();
};

/// LexRank with continuous weights (Erkan & Radev 2004, section 3.3): the stationary distribution
/// of a walk over the sentences which goes, with probability `damping`, from i to j in proportion
/// to cosine(i, j), i to itself included, and else anywhere.
///
/// The cosines are the products of the matrix X with itself, and X X' p is X (X' p): so the walk
/// needs no similarities, and a step costs as much as X has entries, however many sentences are
/// alike. Leaves nothing out, unlike thresholds and skipped terms.
class LexRank {
 public:
  static constexpr double damping = 0.85;
  static constexpr double tolerance = 1e-6;  // sum of the changes in one step
  static constexpr int most_steps = 100;

  /// One score a row; they add up to 1. The answer lasts until the next call.
  const std::vector<double>& rank(const SentenceMatrix& matrix);

 private:
  void multiply(const SentenceMatrix& matrix, const std::vector<double>& by);

  std::vector<double> column_sums_;  // X' v
  std::vector<double> product_;      // X X' v
  std::vector<double> inverse_degree_;
  std::vector<double> score_;
  std::vector<double> share_;
};

}  // namespace engine::documents::analyse
