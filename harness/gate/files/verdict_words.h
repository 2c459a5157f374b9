// The words of verdict.json, and what they mean.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "harness/gate/kind.h"
#include "harness/gate/metric.h"
#include "harness/gate/verdict.h"

namespace harness::gate::files {

template <class Enum, std::size_t count>
using Words = std::array<std::pair<std::string_view, Enum>, count>;

inline constexpr Words<Better, 2> better_words{{{"more", Better::more}, {"less", Better::less}}};

inline constexpr Words<Test, 3> test_words{
    {{"paired", Test::paired}, {"pooled", Test::pooled}, {"exact", Test::exact}}};

inline constexpr Words<Kind, 6> kind_words{{{"regressed", Kind::regressed},
                                            {"improved", Kind::improved},
                                            {"same", Kind::same},
                                            {"no worse", Kind::no_worse},
                                            {"inconclusive", Kind::inconclusive},
                                            {"invalid", Kind::invalid}}};

inline constexpr Words<Outcome, 4> outcome_words{{{"passed", Outcome::passed},
                                                  {"failed", Outcome::failed},
                                                  {"inconclusive", Outcome::inconclusive},
                                                  {"invalid", Outcome::invalid}}};

inline constexpr Words<Confirmation, 5> confirmation_words{
    {{"not needed", Confirmation::not_needed},
     {"awaited", Confirmation::awaited},
     {"confirmed", Confirmation::confirmed},
     {"confirmed without relinking", Confirmation::without_relinking},
     {"not confirmed", Confirmation::not_confirmed}}};

template <class Enum, std::size_t count>
constexpr std::string_view word_for(const Words<Enum, count>& words, Enum value) {
  for (const auto& [word, meant] : words) {
    if (meant == value) return word;
  }
  return {};
}

}  // namespace harness::gate::files
