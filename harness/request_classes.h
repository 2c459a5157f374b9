// What a target tells of its requests beside their instants: their kinds, and what they produced.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/clock.h"

namespace harness {

struct Request;

/// Kinds of requests that are told apart, each with its own counts and quantiles: reads and writes,
/// the operations of a mixture. A plain value that outlives its target.
struct RequestClasses {
  static constexpr std::size_t most = 64;

  std::vector<std::string> names = {};  // empty: all requests are alike
  /// Which of the names a request has, where its completion does not say. Called from any thread,
  /// several at once. Null: such a request is of none of them.
  std::function<std::uint32_t(const Request& request)> of = {};
  std::string unit = {};  // of what requests produce, if they do: "tokens", "rows"
};

/// A request's marks, which last for the call that they are given to. What is not there was not
/// told.
struct Marks {
  std::optional<std::uint32_t> of_class = {};  // by the place of its name
  std::optional<Instant> first_result = {};    // when its first token or row could be used
  std::span<const Duration> gaps = {};         // between its results, one after the other
  std::uint64_t units = 0;                     // how many it produced
};

}  // namespace harness
