#include "scenarios/command/broken_pipes.h"

#include <pthread.h>
#include <signal.h>

namespace scenarios::command {

void hold_broken_pipes() {
  static thread_local const bool held = [] {
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    return ::pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr) == 0;
  }();
  static_cast<void>(held);
}

}  // namespace scenarios::command
