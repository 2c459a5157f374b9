#include "scenarios/http/client/ending.h"

#include <cerrno>
#include <system_error>

namespace scenarios::http {

Ending socket_failure(int error) {
  switch (error) {
    case ECONNREFUSED:
      return failed("connection refused");
    case ECONNRESET:
    case EPIPE:
      return failed("connection reset");
    case ETIMEDOUT:
      return failed("timed out", "the system gave the connection up");
    case EHOSTUNREACH:
    case ENETUNREACH:
      return failed("host unreachable");
    case EADDRNOTAVAIL:
      return failed("no free port");
    case EMFILE:
    case ENFILE:
      return failed("too many open files");
    default:
      return failed("connection failed", std::generic_category().message(error));
  }
}

}  // namespace scenarios::http
