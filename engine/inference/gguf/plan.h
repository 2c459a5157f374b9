// What stands where in the file of a model that Prony writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/inference/gguf/shape.h"

namespace engine::inference::gguf {

/// A tensor of 32-bit floats in a file.
struct Tensor {
  std::string name;
  std::vector<std::uint64_t> sizes;  // the innermost first
  std::uint64_t offset = 0;          // in bytes, from where the tensors begin
  float spread = 0;                  // standard deviation of its values; 0: all are one
  bool printable_rows = false;       // only rows of printable bytes and of the end are not zero

  std::uint64_t values() const;
};

/// The whole file but for the values of the tensors.
struct Plan {
  std::uint64_t seed = 0;
  std::string header;           // with the padding up to where the tensors begin
  std::vector<Tensor> tensors;  // in the order in which they stand
  std::uint64_t file_bytes = 0;
};

Plan plan_of(const Shape& shape, std::uint64_t seed);

/**
 * Fills in the tensor's values from the one numbered `first`: the same ones on every machine, for
 * any cut into pieces. Precondition: they are not more than the tensor has.
 */
void fill_values(const Plan& plan, std::size_t tensor, std::uint64_t first,
                 std::span<float> values);

}  // namespace engine::inference::gguf
