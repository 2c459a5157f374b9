#include "scenarios/http/client/open_files.h"

#include <sys/resource.h>

#include <filesystem>
#include <limits>

namespace scenarios::http {

std::size_t room_for_sockets() {
  constexpr std::size_t reserve = 64;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::numeric_limits<std::size_t>::max();
  if (limit.rlim_cur < limit.rlim_max) {
    rlimit raised = limit;
    raised.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  if (limit.rlim_cur == RLIM_INFINITY) return std::numeric_limits<std::size_t>::max();
  std::size_t taken = reserve;
  std::error_code error;
  for (std::filesystem::directory_iterator file("/proc/self/fd", error), end; !error && file != end;
       file.increment(error)) {
    ++taken;
  }
  return limit.rlim_cur > taken ? limit.rlim_cur - taken : 0;
}

}  // namespace scenarios::http
