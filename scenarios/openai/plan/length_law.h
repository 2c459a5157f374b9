// How many tokens a prompt or an answer has.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "harness/expected.h"
#include "harness/schedule/gamma.h"
#include "harness/schedule/generator.h"

namespace scenarios::openai {

/// Always as many, or drawn: the same of a generator on every machine.
class LengthLaw {
 public:
  static constexpr std::uint64_t most = 1'000'000;

  /// "128"; "64-256", each number within as likely as any other; "128~0.5", a gamma law of that
  /// mean and of that coefficient of variation (standard deviation by mean), which is an
  /// exponential law at 1. From `least` to `most`. An error: it is none of them.
  static harness::Expected<LengthLaw> parse(std::string_view text, std::uint64_t least = 1);

  std::uint64_t draw(harness::schedule::Generator& generator) const;

 private:
  struct Even {
    std::uint64_t low = 1, high = 1;
  };
  struct Scattered {
    double mean = 1;
    harness::schedule::Gamma gamma;
  };
  using Law = std::variant<Even, Scattered>;

  LengthLaw(Law law, std::uint64_t least) : law_(std::move(law)), least_(least) {}

  Law law_;
  std::uint64_t least_;
};

}  // namespace scenarios::openai
