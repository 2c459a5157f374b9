#include "engine/child/child_program.h"

#include <cstdlib>
#include <system_error>

namespace engine::child {

std::filesystem::path child_program(const char* variable, std::string_view name,
                                    std::string_view built) {
  const char* const named = std::getenv(variable);
  if (named != nullptr && *named != '\0') return named;
  std::error_code error;
  const auto beside = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / name;
  if (!error && std::filesystem::is_regular_file(beside, error)) return beside;
  return built;
}

}  // namespace engine::child
