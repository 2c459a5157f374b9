// Why requests failed, counted.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/target.h"

namespace harness::record {

/// How many requests of a phase failed for one reason, and the first of them.
struct FailureCount {
  std::uint32_t phase = 0;
  std::string reason;  // as the target tells it; empty where it tells none
  std::uint64_t count = 0;
  Request request;
  std::string example;  // what the target said of that request; may be empty
};

/// Counts failed requests by phase and reason, from any thread, in bounded memory: a target that
/// puts a number into each reason fills `most_reasons` of them, and the rest is counted together.
class FailureReasons {
 public:
  static constexpr std::size_t most_reasons = 100;  // of a phase
  static constexpr std::size_t most_bytes = 200;  // of a reason or an example; longer ones are cut
  static constexpr std::string_view others = "other reasons";

  /// The first window of each phase, rising from 0: a request belongs to the phase of its window.
  explicit FailureReasons(std::vector<std::uint32_t> first_windows)
      : first_windows_(std::move(first_windows)), phases_(first_windows_.size()) {}

  void add(const Sample& sample);

  /// By phase, the most frequent first; equals by reason.
  std::vector<FailureCount> counts() const;

 private:
  using Phase = std::map<std::string, FailureCount, std::less<>>;

  const std::vector<std::uint32_t> first_windows_;
  mutable std::mutex mutex_;
  std::vector<Phase> phases_;
};

}  // namespace harness::record
