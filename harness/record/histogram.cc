#include "harness/record/histogram.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace harness::record {

Histogram::Histogram(const Histogram& other) {
  merge(other);
}

Histogram& Histogram::operator=(const Histogram& other) {
  if (this != &other) {
    clear();
    merge(other);
  }
  return *this;
}

Histogram& Histogram::operator=(Histogram&& other) noexcept {
  Histogram taken(std::move(other));
  swap(taken);
  return *this;
}

void Histogram::Sums::merge(const Sums& other) {
  count += other.count;
  clamped += other.clamped;
  sum += other.sum;
  min = std::min(min, other.min);
  max = std::max(max, other.max);
}

void Histogram::swap(Histogram& other) noexcept {
  std::swap(sums_, other.sums_);
  blocks_.swap(other.blocks_);
}

Histogram::Block& Histogram::add_block(std::size_t index) {
  blocks_[index] = std::make_unique<Block>();
  return *blocks_[index];
}

/// Every block outside of this range is all zero, if it is there at all.
Histogram::Range Histogram::used_blocks() const {
  if (count() == 0) return {0, 0};
  return {bucket_of(min()) / block_size, bucket_of(max()) / block_size + 1};
}

void Histogram::record(std::int64_t nanoseconds, std::uint64_t count) {
  if (count == 0) return;
  auto value = static_cast<std::uint64_t>(nanoseconds);
  if (value > static_cast<std::uint64_t>(highest_trackable)) value = clamp(nanoseconds, count);
  const std::size_t bucket = bucket_of(static_cast<std::int64_t>(value));
  block_with(bucket)[bucket % block_size] += count;
  sums_.merge(
      {.count = count, .min = value, .max = value, .clamped = 0, .sum = Wide{value} * count});
}

std::uint64_t Histogram::clamp(std::int64_t nanoseconds, std::uint64_t count) {
  sums_.clamped += count;
  return nanoseconds < 0 ? 0 : static_cast<std::uint64_t>(highest_trackable);
}

void Histogram::record_between(std::int64_t lowest, std::int64_t highest, std::uint64_t count) {
  if (count == 0) return;
  const std::size_t bucket = bucket_of(lowest);
  block_with(bucket)[bucket % block_size] += count;
  sums_.merge(
      {.count = count,
       .min = static_cast<std::uint64_t>(lowest),
       .max = static_cast<std::uint64_t>(highest),
       .clamped = 0,
       .sum = Wide{static_cast<std::uint64_t>(lowest + (highest - lowest + 1) / 2)} * count});
}

void Histogram::merge(const Histogram& other) {
  const Range used = other.used_blocks();
  for (std::size_t i = used.first; i < used.end; ++i) {
    if (other.blocks_[i] == nullptr) continue;
    const Block& from = *other.blocks_[i];
    Block& into = block_with(i * block_size);
    for (std::size_t k = 0; k < block_size; ++k) into[k] += from[k];
  }
  sums_.merge(other.sums_);
}

void Histogram::clear() {
  const Range used = used_blocks();
  for (std::size_t i = used.first; i < used.end; ++i) {
    if (blocks_[i] != nullptr) blocks_[i]->fill(0);
  }
  sums_ = {};
}

std::int64_t Histogram::quantile(double fraction) const {
  if (fraction <= 0) return min();
  if (fraction >= 1) return max();
  // One step towards 0, because 0.07 * 100 comes to a little more than 7 and would round up to 8.
  const double rank = std::ceil(std::nextafter(fraction, 0.0) * static_cast<double>(count()));
  const auto wanted = rank >= 1 ? std::min(static_cast<std::uint64_t>(rank), count()) : 1;
  std::uint64_t seen = 0;
  for (std::size_t bucket = bucket_of(min()); bucket < buckets(); ++bucket) {
    seen += count_in(bucket);
    if (seen >= wanted) return std::min(highest_in(bucket), max());
  }
  return max();
}

std::uint64_t Histogram::count_at_or_below(std::int64_t nanoseconds) const {
  if (nanoseconds < 0) return 0;
  if (nanoseconds >= max()) return count();
  const std::size_t last = bucket_of(nanoseconds);
  std::uint64_t seen = 0;
  for (std::size_t bucket = bucket_of(min()); bucket <= last; ++bucket) seen += count_in(bucket);
  return seen;
}

std::uint64_t Histogram::count_in(std::size_t bucket) const {
  const Block* const block = blocks_[bucket / block_size].get();
  return block == nullptr ? 0 : (*block)[bucket % block_size];
}

std::size_t Histogram::memory_bytes() const {
  std::size_t bytes = sizeof *this;
  for (const auto& block : blocks_) bytes += block == nullptr ? 0 : sizeof *block;
  return bytes;
}

}  // namespace harness::record
