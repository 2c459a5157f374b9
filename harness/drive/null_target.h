// A target that does nothing: what remains is the harness's own cost.
#pragma once

#include "harness/target.h"

namespace harness::drive {

/// Ends each request at once, on the caller's thread.
class NullTarget final : public Target {
 public:
  explicit NullTarget(Clock& clock, std::uint64_t population = 1)
      : clock_(clock), population_(population) {}

  std::uint64_t population() const override { return population_; }
  void submit(const Request& request, Completion done) override;

 private:
  Clock& clock_;
  std::uint64_t population_;
};

}  // namespace harness::drive
