#include "harness/unoptimised_target.h"

namespace harness {
namespace {

class Unoptimised final : public Target {
 public:
  std::uint64_t population() const override { return 1; }
  void submit(const Request& request, Completion done) override {
    static_cast<void>(request);
    done(Outcome::ok, done.sent(), done.sent());
  }
};

}  // namespace

const Target& unoptimised_target() {
  static const Unoptimised target;
  return target;
}

}  // namespace harness
