// A fixed piece of work by which machines, or the moods of one, are compared.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace harness::environment {

/// How long reference_workload_ms() takes, about, on a machine of today.
inline constexpr std::chrono::milliseconds reference_workload_length{120};

/// Work that is the same in every build and every run, of one thread. A piece of it is: multiplying
/// and shifting over 16 KiB, each step waiting for the one before; adding up one number of each
/// cache line of 16 MiB, in order; and going from line to line within 64 MiB, where each tells
/// which one is next. So it is bound by the core, by the memory's bandwidth and by its latency, and
/// its results are known beforehand.
class ReferenceWorkload {
 public:
  static constexpr std::size_t parts = 4;  // of the memory; a piece adds up one of them

  /// Takes 64 MiB from the system, past the heap, whose later behaviour it must not change. They go
  /// back with the object.
  ReferenceWorkload();
  ~ReferenceWorkload();
  ReferenceWorkload(const ReferenceWorkload&) = delete;
  ReferenceWorkload& operator=(const ReferenceWorkload&) = delete;

  /// There is no such memory to be had: then nothing else may be called.
  bool failed() const { return lines_.empty(); }

  /// Does the next piece; false where a result was wrong.
  bool do_piece();

 private:
  struct alignas(64) Line {
    std::uint32_t next = 0;
  };

  bool compute() const;
  bool stream();
  bool chase();

  std::span<Line> lines_;
  std::array<std::uint64_t, parts> sums_{};  // of each part's numbers
  std::size_t part_ = 0;                     // to be added up next
  std::uint32_t at_ = 0;
};

/// The median time of eleven pieces, in milliseconds. Nothing where there is no memory for it, or
/// a result was wrong.
std::optional<double> reference_workload_ms();

}  // namespace harness::environment
