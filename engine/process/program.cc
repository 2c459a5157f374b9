#include "engine/process/program.h"

#include <cstdlib>
#include <system_error>

namespace engine::process {

std::filesystem::path worker_program() {
  const char* const named = std::getenv("PRONY_WORKER");
  if (named != nullptr && *named != '\0') return named;
  std::error_code error;
  const auto beside =
      std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "prony_worker";
  if (!error && std::filesystem::is_regular_file(beside, error)) return beside;
  return PRONY_WORKER_PROGRAM;
}

}  // namespace engine::process
