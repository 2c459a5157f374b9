#include "engine/process/program.h"

#include "engine/process/child_program.h"

namespace engine::process {

std::filesystem::path worker_program() {
  return child_program("PRONY_WORKER", "prony_worker", PRONY_WORKER_PROGRAM);
}

}  // namespace engine::process
