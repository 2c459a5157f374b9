// prony_worker: works out documents for an engine that must survive them.
#include <cstdio>

#include "engine/process/child.h"
#include "engine/process/child_start.h"
#include "engine/process/frame.h"
#include "engine/process/workbench.h"

namespace {

using namespace engine::process;

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
  if (!begin_as_child(count, arguments)) {
    std::fputs("prony_worker is started by prony (executor=processes), not by hand.\n", stderr);
    return 2;
  }
  serve(child_socket);
  return 0;
}
