// prony_worker: works out documents for an engine that must survive them.
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstring>

#include "engine/process/child.h"
#include "engine/process/frame.h"
#include "engine/process/workbench.h"

namespace {

using namespace engine::process;

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

/// Until the engine closes the socket or breaks the rules.
void serve(int socket) {
  constexpr std::uint64_t no_limit = UINT64_MAX;  // the engine bounds its documents
  const auto first = receive_frame(socket, 1'024, std::nullopt);
  const auto settings = first ? decode_settings(*first) : std::nullopt;
  if (!settings || !send_frame(socket, greeting(), {}, std::nullopt)) return;
  Workbench workbench(*settings);
  while (const auto frame = receive_frame(socket, no_limit, std::nullopt)) {
    const auto job = decode_job(*frame);
    if (!job) return;
    const std::string answer = encode(settings->codec, workbench.work(*job));
    if (!send_frame(socket, answer, {}, std::nullopt)) return;
  }
}

}  // namespace

int main(int count, char** arguments) {
  const char* const id = count == 2 ? arguments[1] : "";
  const auto end = id + std::strlen(id);
  if (std::from_chars(id, end, parent).ptr != end || parent <= 0 || !is_socket(child_socket)) {
    std::fputs("prony_worker is started by prony (executor=processes), not by hand.\n", stderr);
    return 2;
  }
  live_no_longer_than_parent();
  leave_interrupts_to_parent();
  serve(child_socket);
  return 0;
}
