#include "harness/drive/submit_time.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <string_view>

namespace harness::drive {
namespace {

/// Asking the kernel takes a microsecond, so short delays are not asked about.
constexpr Duration worth_asking = std::chrono::microseconds(50);

/// How long a thread has been waiting for a core in all: the second number of its schedstat file.
/// Zero where the kernel doesn't count it.
Duration core_lacked(int file) {
  std::array<char, 128> text;
  const ssize_t size = file < 0 ? -1 : pread(file, text.data(), text.size(), 0);
  if (size <= 0) return {};
  const std::string_view line(text.data(), static_cast<std::size_t>(size));
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return {};
  std::int64_t lacked = 0;
  std::from_chars(line.data() + space + 1, line.data() + line.size(), lacked);
  return Duration(lacked);
}

}  // namespace

void SubmitTime::start() {
  if (dynamic_cast<const RealClock*>(&clock_) == nullptr) return;
  schedule_file_ = ::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  asked_ = clock_.now();
  lacked_ = core_lacked(schedule_file_);
}

void SubmitTime::stop() {
  if (schedule_file_ >= 0) ::close(schedule_file_);
  schedule_file_ = -1;
}

Duration SubmitTime::core_lacked_since(Instant now) {
  asked_ = now;
  if (schedule_file_ < 0) return {};
  const Duration before = lacked_;
  lacked_ = core_lacked(schedule_file_);
  return lacked_ - before;
}

void SubmitTime::note(Instant now) {
  Duration took = now - since_;
  if (took > worth_asking) {
    took -= std::min(took, core_lacked_since(now));
    if (took <= bookkeeping) return;
  }
  held_up_ += took;
  blocked_ += took;
  longest_ = std::max(longest_, took);
}

void SubmitTime::explain(Duration lag) {
  if (lag > bookkeeping) {
    explained_ += std::min(lag, held_up_);
  } else {
    held_up_ = {};
  }
}

void SubmitTime::add_to(Conduct& conduct) const {
  conduct.lag += lag_;
  conduct.lag_by_blocking += explained_;
  conduct.blocked += blocked_;
  conduct.longest_blocked = std::max(conduct.longest_blocked, longest_);
}

}  // namespace harness::drive
