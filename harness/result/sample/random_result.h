// Random RunResults with odd contents, for the tests of what writes and reads them.
#pragma once

#include <random>
#include <span>
#include <string>
#include <type_traits>

#include "harness/result/columns.h"
#include "harness/result/run_result.h"

namespace harness::result::sample {

/// Draws results whose every member may hold anything that a file must be able to carry.
class RandomResult {
 public:
  explicit RandomResult(unsigned seed) : random_(seed) {}

  std::string text();       // any of quotes, commas, line ends, blanks, UTF-8, NUL
  double number();          // any finite double, down to the smallest
  result::Figure figure();  // often empty
  result::RunResult run();

  /// `row` filled through its columns.
  template <class Row>
  Row row(std::span<const result::Column<Row>> columns) {
    Row row;
    for (const result::Column<Row>& column : columns) {
      std::visit([&](auto member) { fill(row.*member); }, column.member);
    }
    return row;
  }

 private:
  void fill(std::string& member) { member = text(); }
  void fill(double& member) { member = number(); }
  void fill(std::vector<StageTime>& member);
  void fill(result::Figure& member) { member = figure(); }
  void fill(std::uint64_t& member) { member = random_(); }
  void fill(bool& member) { member = random_() % 2 == 0; }

  std::mt19937_64 random_;
};

}  // namespace harness::result::sample
