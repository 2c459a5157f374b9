#include "scenarios/contenders/cmake_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace scenarios {
namespace {

constexpr std::string_view typed_help = "No help, variable specified on the command line.";

bool is_for_compiling(std::string_view name) {
  constexpr std::array exact{"CMAKE_BUILD_TYPE",
                             "CMAKE_TOOLCHAIN_FILE",
                             "CMAKE_PREFIX_PATH",
                             "CMAKE_MAKE_PROGRAM",
                             "CMAKE_SYSROOT",
                             "CMAKE_INTERPROCEDURAL_OPTIMIZATION",
                             "CMAKE_POSITION_INDEPENDENT_CODE",
                             "CMAKE_UNITY_BUILD",
                             "CMAKE_LINKER",
                             "CMAKE_CXX_STANDARD",
                             "CMAKE_SKIP_RPATH"};
  if (std::find(exact.begin(), exact.end(), name) != exact.end()) return true;
  return name.starts_with("CMAKE_") &&
         (name.ends_with("_COMPILER") || name.ends_with("_LAUNCHER") ||
          name.find("_FLAGS") != name.npos);
}

/// Should another build have it? The project's own are switches and texts; a path is what CMake
/// found, unless somebody typed it.
bool is_passed_on(const CmakeEntry& entry) {
  if (entry.type == "INTERNAL" || entry.type == "STATIC") return false;
  if (entry.value.ends_with("-NOTFOUND")) return false;
  if (entry.typed || entry.type == "UNINITIALIZED" || is_for_compiling(entry.name)) return true;
  return !entry.name.starts_with("CMAKE_") && (entry.type == "BOOL" || entry.type == "STRING");
}

/// Up to the end of a path's name, so that /a/b is not taken for the start of /a/bc.
std::string replaced(const std::string& text, const std::vector<Moved>& moved) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto fits = [&](const Moved& one) {
      const std::string from = one.from.string();
      if (from.empty() || text.compare(at, from.size(), from) != 0) return false;
      const std::size_t end = at + from.size();
      return end == text.size() ||
             std::string_view("/;:, \"'").find(text[end]) != std::string::npos;
    };
    const auto found = std::find_if(moved.begin(), moved.end(), fits);
    if (found == moved.end()) {
      result += text[at++];
    } else {
      result += found->to.string();
      at += found->from.string().size();
    }
  }
  return result;
}

}  // namespace

std::vector<CmakeEntry> read_cmake_cache(std::string_view text) {
  std::vector<CmakeEntry> entries;
  std::string help;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.starts_with("//")) {
      help += line.substr(2);
      continue;
    }
    const std::size_t equals = line.find('=');
    const std::size_t colon = line.substr(0, equals).rfind(':');
    if (!line.starts_with('#') && equals != line.npos && colon != line.npos) {
      std::string_view name = line.substr(0, colon);
      if (name.size() > 1 && name.front() == '"') name = name.substr(1, name.size() - 2);
      std::string_view value = line.substr(equals + 1);
      if (value.size() > 1 && value.front() == '\'') value = value.substr(1, value.size() - 2);
      entries.push_back({std::string(name), std::string(line.substr(colon + 1, equals - colon - 1)),
                         std::string(value), help == typed_help});
    }
    help.clear();
  }
  return entries;
}

std::optional<std::string> value_of(const std::vector<CmakeEntry>& entries, std::string_view name) {
  for (const CmakeEntry& entry : entries) {
    if (entry.name == name && !entry.value.empty()) return entry.value;
  }
  return std::nullopt;
}

std::string initial_cache(const std::vector<CmakeEntry>& entries, const std::vector<Moved>& moved) {
  std::string script;
  for (const CmakeEntry& entry : entries) {
    if (!is_passed_on(entry)) continue;
    script +=
        fmt::format("set({} [==[{}]==] CACHE {} \"\")\n", entry.name, replaced(entry.value, moved),
                    entry.type == "UNINITIALIZED" ? "STRING" : entry.type);
  }
  return script;
}

}  // namespace scenarios
