// When a load of passes has had enough of them.
#pragma once

#include <cstddef>

#include "harness/scenario/scenario.h"

namespace harness::scenario {

/// The passes of a step until now. A pass is all of its time: its target made, shown what it is to
/// have seen, asked for each item once, and checked.
class Passes {
 public:
  /// For the sake of `fewest_passes` a load may take so many times its length, and no more.
  static constexpr int most_longer = 2;

  void add(Duration pass) {
    spent_ += pass;
    ++count_;
  }

  std::size_t count() const { return count_; }
  Duration spent() const { return spent_; }
  Duration mean() const {
    return count_ > 0 ? spent_ / static_cast<Duration::rep>(count_) : Duration{};
  }

  /// Whether no other pass is to begin: there was one, and another would end more than half of it
  /// after the load's length, or, of a load that wants more passes, after twice its length.
  bool enough(const ClosedLoad& load) const;

 private:
  Duration spent_{};
  std::size_t count_ = 0;
};

/// How long the load takes where each pass takes `pass`: what Passes comes to. The load's own
/// length where that is 0, not known.
Duration length_of_passes(const ClosedLoad& load, Duration pass);

}  // namespace harness::scenario
