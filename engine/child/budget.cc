#include "engine/child/budget.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "engine/child/allocation.h"
#include "engine/child/child.h"

namespace engine::child {
namespace {

/// Where poppler's own allocator finds no memory it aborts, and others may follow a null pointer. A
/// handler that returns lets the signal take its course.
void end_if_memory_lacked(int) {
  if (allocation_has_failed()) exit_out_of_memory();
}

void watch_for_lack_of_memory() {
  struct sigaction action {};
  action.sa_handler = end_if_memory_lacked;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGABRT, &action, nullptr);
  ::sigaction(SIGSEGV, &action, nullptr);
}

std::uint64_t address_bytes() {
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// A core file of what killed it would be as large as what it may take.
void leave_no_core() {
  constexpr rlimit nothing{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &nothing);
}

void set_timer(std::chrono::milliseconds cpu) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(cpu);
  itimerval timer{};
  timer.it_value.tv_sec = seconds.count();
  timer.it_value.tv_usec = std::chrono::microseconds(cpu - seconds).count();
  ::setitimer(ITIMER_PROF, &timer, nullptr);
}

}  // namespace

Budget::Budget() : idle_bytes_(address_bytes()) {
  leave_no_core();
  if (can_limit_memory) watch_for_lack_of_memory();
}

void Budget::begin(std::optional<std::chrono::milliseconds> cpu,
                   std::optional<std::uint64_t> memory_bytes) {
  forget_failed_allocations();
  if (can_limit_memory) {
    rlimit limit{.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
    ::getrlimit(RLIMIT_AS, &limit);
    const std::uint64_t wanted = idle_bytes_ + memory_bytes.value_or(UINT64_MAX);
    limit.rlim_cur =
        wanted < idle_bytes_ || !memory_bytes ? limit.rlim_max : std::min(wanted, limit.rlim_max);
    ::setrlimit(RLIMIT_AS, &limit);
  }
  set_timer(cpu.value_or(std::chrono::milliseconds::zero()));
}

void Budget::end() {
  set_timer(std::chrono::milliseconds::zero());
}

void exit_out_of_memory() {
  ::_exit(status_out_of_memory);
}

}  // namespace engine::child
