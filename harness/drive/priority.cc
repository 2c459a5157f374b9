#include "harness/drive/priority.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace harness::drive {
namespace {

constexpr int lowest_nice = -19;
constexpr std::uint64_t short_slice_ns = 100'000;  // the least that Linux grants

/// What the system call sched_setattr takes; the C library has no declaration of it.
struct SchedulingAttributes {
  std::uint32_t size = sizeof(SchedulingAttributes);
  std::uint32_t policy = SCHED_OTHER;
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t runtime = 0;  // of SCHED_OTHER: the time slice, since Linux 6.12; 0: the usual one
  std::uint64_t deadline = 0;
  std::uint64_t period = 0;
};

bool set(const SchedulingAttributes& attributes) {
  return syscall(SYS_sched_setattr, 0, &attributes, 0U) == 0;
}

}  // namespace

Priority::Priority() : nice_before_(getpriority(PRIO_PROCESS, 0)) {
  if (set({.policy = SCHED_RR, .priority = 1})) {
    kind_ = Kind::real_time;
  } else if (set({.nice = lowest_nice, .runtime = short_slice_ns})) {
    kind_ = Kind::nice;
  } else if (set({.nice = nice_before_, .runtime = short_slice_ns})) {
    kind_ = Kind::slice;
  }
}

Priority::~Priority() {
  if (kind_ != Kind::none) set({.nice = nice_before_});
}

std::string_view Priority::describe() const {
  switch (kind_) {
    case Kind::real_time:
      return "real time";
    case Kind::nice:
      return "nice -19";
    case Kind::slice:
      return "short slices";
    case Kind::none:
      return "as the others";
  }
  return {};
}

}  // namespace harness::drive
