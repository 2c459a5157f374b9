#include "engine/child/child_start.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <cstring>

#include "engine/child/child.h"

namespace engine::child {
namespace {

pid_t parent = 0;

/// Has nobody to work for any more. Called from a signal handler.
void end_as_orphan(int) {
  if (::getppid() != parent) ::_exit(0);
}

/// The kernel sends its signal when the thread that started us ends, which need not be the end of
/// the parent; and a terminal sends the same one when it goes. So the handler looks.
void live_no_longer_than_parent() {
  struct sigaction action {};
  action.sa_handler = end_as_orphan;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGHUP, &action, nullptr);
  ::prctl(PR_SET_PDEATHSIG, SIGHUP);
  end_as_orphan(0);  // it may have ended before we asked
}

/// Ctrl-C reaches every process of the terminal, but the parent decides when its children end.
void leave_interrupts_to_parent() {
  ::signal(SIGINT, SIG_IGN);
  ::signal(SIGTERM, SIG_IGN);
}

bool is_socket(int descriptor) {
  int type = 0;
  socklen_t size = sizeof type;
  return ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
}

}  // namespace

bool begin_as_child(int argument_count, char** arguments) {
  const char* const id = argument_count == 2 ? arguments[1] : "";
  const auto end = id + std::strlen(id);
  if (std::from_chars(id, end, parent).ptr != end || parent <= 0 || !is_socket(child_socket)) {
    return false;
  }
  live_no_longer_than_parent();
  leave_interrupts_to_parent();
  return true;
}

}  // namespace engine::child
