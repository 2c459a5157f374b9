#include "engine/documents/analyse/lexrank.h"

#include <cmath>

namespace engine::documents::analyse {

void SentenceMatrix::clear() {
  entries.clear();
  row_end.clear();
  own.clear();
  columns = 0;
}

/// product_ = (X X' + own) v
void LexRank::multiply(const SentenceMatrix& matrix, const std::vector<double>& by) {
  column_sums_.assign(matrix.columns, 0);
  const SentenceMatrix::Entry* entry = matrix.entries.data();
  for (std::size_t row = 0; row < matrix.rows(); ++row) {
    const SentenceMatrix::Entry* end = matrix.entries.data() + matrix.row_end[row];
    for (; entry != end; ++entry) column_sums_[entry->column] += entry->weight * by[row];
  }
  product_.resize(matrix.rows());
  entry = matrix.entries.data();
  for (std::size_t row = 0; row < matrix.rows(); ++row) {
    const SentenceMatrix::Entry* end = matrix.entries.data() + matrix.row_end[row];
    double sum = matrix.own[row] * by[row];
    for (; entry != end; ++entry) sum += entry->weight * column_sums_[entry->column];
    product_[row] = sum;
  }
}

const std::vector<double>& LexRank::rank(const SentenceMatrix& matrix) {
  const std::size_t n = matrix.rows();
  score_.assign(n, 1);
  if (n == 0) return score_;
  multiply(matrix, score_);
  // Undamped, the walk would settle in proportion to the degrees: a start close to the end.
  double total = 0;
  for (const double degree : product_) total += degree;
  inverse_degree_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    score_[i] = product_[i] / total;
    inverse_degree_[i] = 1 / product_[i];
  }
  const double anywhere = (1 - damping) / static_cast<double>(n);
  share_.resize(n);
  for (int step = 0; step < most_steps; ++step) {
    for (std::size_t i = 0; i < n; ++i) share_[i] = score_[i] * inverse_degree_[i];
    multiply(matrix, share_);
    double change = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double next = anywhere + damping * product_[i];
      change += std::abs(next - score_[i]);
      score_[i] = next;
    }
    if (change < tolerance) break;
  }
  return score_;
}

}  // namespace engine::documents::analyse
