// prony_worker: works out documents for an engine that must survive them.
#include <cstdio>
#include <new>

#include "engine/child/allocation.h"
#include "engine/child/budget.h"
#include "engine/child/child.h"
#include "engine/child/child_start.h"
#include "engine/child/frame.h"
#include "engine/documents/process/workbench.h"

namespace {

using namespace engine::child;
using namespace engine::documents::process;

/// The parser keeps to the limit by itself, and then keeps what it has; the kernel steps in where
/// it does not, or where what comes behind the parser takes too long.
std::optional<std::chrono::milliseconds> with_margin(std::optional<std::chrono::nanoseconds> cpu) {
  if (!cpu) return std::nullopt;
  return std::chrono::ceil<std::chrono::milliseconds>(*cpu + *cpu / 4);
}

/// Until the engine closes the socket or breaks the rules.
void serve(int socket) {
  constexpr std::uint64_t no_limit = UINT64_MAX;  // the engine bounds its documents
  const auto first = receive_frame(socket, 1'024, std::nullopt);
  const auto settings = first ? decode_settings(*first) : std::nullopt;
  if (!settings || !send_frame(socket, greeting(), {}, std::nullopt)) return;
  Workbench workbench(*settings);
  Budget budget;
  while (const auto frame = receive_frame(socket, no_limit, std::nullopt)) {
    const auto job = decode_job(*frame);
    if (!job) return;
    budget.begin(with_margin(job->limits.cpu), job->limits.memory_bytes);
    Reply reply = workbench.work(*job);
    // md4c takes a lack of memory for a fault in the text.
    if (!reply.made && allocation_has_failed()) {
      reply.made =
          engine::failure(engine::Reason::out_of_memory, "it took more memory than it may");
    }
    const std::string answer = encode(settings->codec, reply);
    budget.end();
    if (!send_frame(socket, answer, {}, std::nullopt)) return;
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (!begin_as_child(count, arguments)) {
    std::fputs("prony_worker is started by prony (executor=processes), not by hand.\n", stderr);
    return 2;
  }
  try {
    serve(child_socket);
  } catch (const std::bad_alloc&) {
    exit_out_of_memory();
  }
  return 0;
}
