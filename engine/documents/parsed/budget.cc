#include "engine/documents/parsed/budget.h"

#include <fmt/format.h>
#include <time.h>

#include <limits>

namespace engine::documents::parsed {
namespace {

constexpr std::uint32_t calls_between_looks = 128;  // of some 50 ns each: every few microseconds

std::chrono::nanoseconds cpu_of_thread() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

}  // namespace

void Budget::begin(const Limits& limits) {
  limits_ = limits;
  spent_.reset();
  limited_ = limits.deadline || limits.cpu || limits.memory_bytes;
  calls_left_ = calls_between_looks;
  most_bytes_ = limits.memory_bytes.value_or(std::numeric_limits<std::uint64_t>::max());
  if (limits.cpu) cpu_before_ = cpu_of_thread();
}

void Budget::check_now() {
  if (limited_) look(0);
}

void Budget::look(std::uint64_t held_bytes) {
  calls_left_ = calls_between_looks;
  if (spent_) throw Spent{*spent_};
  if (held_bytes > most_bytes_) {
    spent_ = Error{Reason::out_of_memory,
                   fmt::format("its text takes more than {} bytes of memory", most_bytes_)};
  } else if (limits_.deadline && std::chrono::steady_clock::now() >= *limits_.deadline) {
    spent_ = Error{Reason::timed_out, "it was not parsed by its deadline"};
  } else if (limits_.cpu && cpu_of_thread() - cpu_before_ > *limits_.cpu) {
    spent_ = Error{Reason::out_of_cpu,
                   fmt::format("it took more than {} ms of CPU time",
                               std::chrono::ceil<std::chrono::milliseconds>(*limits_.cpu).count())};
  }
  if (spent_) throw Spent{*spent_};
}

}  // namespace engine::documents::parsed
