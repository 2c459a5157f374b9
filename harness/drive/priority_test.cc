#include "harness/drive/priority.h"

#include <doctest/doctest.h>
#include <sched.h>
#include <sys/resource.h>

#include <string>

namespace priority_test {

TEST_CASE("a thread goes before others as far as it may, and is as before afterwards") {
  const int policy = sched_getscheduler(0);
  const int nice = getpriority(PRIO_PROCESS, 0);
  {
    const harness::drive::Priority priority;
    const std::string kind(priority.describe());
    CAPTURE(kind);
    CHECK((sched_getscheduler(0) == SCHED_RR) == (kind == "real time"));
    if (kind == "nice -19") CHECK(getpriority(PRIO_PROCESS, 0) == -19);
    if (kind == "as the others" || kind == "short slices") {
      CHECK(getpriority(PRIO_PROCESS, 0) == nice);
    }
  }
  CHECK(sched_getscheduler(0) == policy);
  CHECK(getpriority(PRIO_PROCESS, 0) == nice);
}

}  // namespace priority_test
