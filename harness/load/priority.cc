#include "harness/load/priority.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>

namespace harness::load {
namespace {

constexpr int first = -19;

}  // namespace

// On Linux a nice value is a thread's; 0 names the calling one.
Priority::Priority() {
  errno = 0;
  before_ = getpriority(PRIO_PROCESS, 0);
  raised_ = errno == 0 && setpriority(PRIO_PROCESS, 0, first) == 0;
}

Priority::~Priority() {
  if (raised_) setpriority(PRIO_PROCESS, 0, before_);
}

}  // namespace harness::load
