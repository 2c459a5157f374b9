#include "scenarios/contenders/build_path.h"

#include <fmt/format.h>

#include <system_error>

#include "scenarios/contenders/file_hash.h"

namespace scenarios {
namespace {

constexpr std::size_t shortest = 5, longest = 255;  // a name
constexpr std::string_view prefix = "prony_";

/// "prony_1a2b..." as long as asked for; without all of the prefix where there is no room for it.
std::string name_of(std::size_t length, const std::string& hash) {
  const bool roomy = length >= 2 * prefix.size();
  std::string name = std::string(roomy ? prefix : prefix.substr(0, 1)) + hash;
  name.resize(length, '_');
  return name;
}

}  // namespace

std::optional<std::filesystem::path> build_path(std::size_t length, const std::string& key,
                                                int attempt) {
  std::error_code error;
  const std::string hash = text_hash(fmt::format("{} {}", key, attempt));
  for (const std::filesystem::path& root :
       {std::filesystem::temp_directory_path(error), std::filesystem::path("/tmp")}) {
    const std::size_t taken = root.string().size() + 1;
    if (root.empty() || length < taken + shortest || length > taken + longest) continue;
    return root / name_of(length - taken, hash);
  }
  return std::nullopt;
}

}  // namespace scenarios
