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
  std::swap(beyond_, other.beyond_);
  blocks_.swap(other.blocks_);
}

Histogram::Block& Histogram::add_block(std::size_t index) {
  blocks_[index] = std::make_unique<Block>();
  return *blocks_[index];
}

Histogram::Sums Histogram::exact_sums() const {
  Sums sums;
  for (std::uint64_t first = 0; first < exact_below; first += block_size) {
    const Block* const block = blocks_[first / block_size].get();
    if (block == nullptr) continue;
    for (std::uint64_t k = 0; k < block_size; ++k) {
      const std::uint64_t count = (*block)[k];
      if (count == 0) continue;
      const std::uint64_t value = first + k;
      sums.merge(
          {.count = count, .min = value, .max = value, .clamped = 0, .sum = Wide{value} * count});
    }
  }
  return sums;
}

Histogram::Sums Histogram::sums() const {
  Sums sums = beyond_;
  sums.merge(exact_sums());
  return sums;
}

/// Every block outside of this range is all zero, if it is there at all.
Histogram::Range Histogram::used_blocks() const {
  const Sums all = sums();
  if (all.count == 0) return {0, 0};
  return {bucket_of(all.lowest()) / block_size,
          bucket_of(static_cast<std::int64_t>(all.max)) / block_size + 1};
}

void Histogram::record(std::int64_t nanoseconds, std::uint64_t count) {
  if (count == 0) return;
  auto value = static_cast<std::uint64_t>(nanoseconds);
  if (value > static_cast<std::uint64_t>(highest_trackable)) value = clamp(nanoseconds, count);
  const std::size_t bucket = bucket_of(static_cast<std::int64_t>(value));
  block_with(bucket)[bucket % block_size] += count;
  if (value < exact_below) return;
  beyond_.merge(
      {.count = count, .min = value, .max = value, .clamped = 0, .sum = Wide{value} * count});
}

std::uint64_t Histogram::clamp(std::int64_t nanoseconds, std::uint64_t count) {
  beyond_.clamped += count;
  return nanoseconds < 0 ? 0 : static_cast<std::uint64_t>(highest_trackable);
}

void Histogram::record_between(std::int64_t lowest, std::int64_t highest, std::uint64_t count) {
  if (count == 0) return;
  const std::size_t bucket = bucket_of(lowest);
  block_with(bucket)[bucket % block_size] += count;
  if (static_cast<std::uint64_t>(lowest) < exact_below) return;
  beyond_.merge(
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
  beyond_.merge(other.beyond_);
}

void Histogram::clear() {
  const Range used = used_blocks();
  for (std::size_t i = used.first; i < used.end; ++i) {
    if (blocks_[i] != nullptr) blocks_[i]->fill(0);
  }
  beyond_ = {};
}

std::int64_t Histogram::quantile(double fraction) const {
  const Sums all = sums();
  const auto highest = static_cast<std::int64_t>(all.max);
  if (fraction <= 0) return all.lowest();
  if (fraction >= 1) return highest;
  // One step towards 0, because 0.07 * 100 comes to a little more than 7 and would round up to 8.
  const double rank = std::ceil(std::nextafter(fraction, 0.0) * static_cast<double>(all.count));
  const auto wanted = rank >= 1 ? std::min(static_cast<std::uint64_t>(rank), all.count) : 1;
  std::uint64_t seen = 0;
  for (std::size_t bucket = bucket_of(all.lowest()); bucket < buckets(); ++bucket) {
    seen += count_in(bucket);
    if (seen >= wanted) return std::min(highest_in(bucket), highest);
  }
  return highest;
}

std::uint64_t Histogram::count_at_or_below(std::int64_t nanoseconds) const {
  const Sums all = sums();
  if (nanoseconds < 0) return 0;
  if (nanoseconds >= static_cast<std::int64_t>(all.max)) return all.count;
  const std::size_t last = bucket_of(nanoseconds);
  std::uint64_t seen = 0;
  for (std::size_t bucket = bucket_of(all.lowest()); bucket <= last; ++bucket) {
    seen += count_in(bucket);
  }
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
