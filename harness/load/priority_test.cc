#include "harness/load/priority.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

TEST_CASE("the priority is raised where that is allowed, and as before afterwards") {
  const int before = getpriority(PRIO_PROCESS, 0);
  {
    const harness::load::Priority priority;
    const int now = getpriority(PRIO_PROCESS, 0);
    CHECK((priority.raised() ? now < before || before == -19 : now == before));
  }
  CHECK(getpriority(PRIO_PROCESS, 0) == before);
}
