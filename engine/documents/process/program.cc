#include "engine/documents/process/program.h"

#include "engine/child/child_program.h"

namespace engine::documents::process {

std::filesystem::path worker_program() {
  return child::child_program("PRONY_WORKER", "prony_worker", PRONY_WORKER_PROGRAM);
}

}  // namespace engine::documents::process
