#include "harness/drive/null_target.h"

namespace harness::drive {

void NullTarget::submit(const Request&, Completion done) {
  done(Outcome::ok, done.sent(), clock_.now());
}

}  // namespace harness::drive
