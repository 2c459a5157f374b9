#include "scenarios/start/starting_point.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "harness/nearest.h"
#include "harness/result/whole_file.h"
#include "scenarios/start/kinds.h"

namespace scenarios::start {
namespace {

namespace fs = std::filesystem;
using harness::Expected;
using harness::failure;

struct Kind {
  std::string_view name;
  StartingPoint (*make)(std::string_view name);
};
constexpr Kind kinds[] = {{"http", for_http}, {"command", for_command}, {"library", for_library}};

bool is_name(std::string_view name) {
  return std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

Expected<StartingPoint> starting_point(std::string_view kind, std::string_view name) {
  if (!is_name(name)) {
    return failure(fmt::format("{}: a name is made of letters, digits and '_'", name));
  }
  std::vector<std::string_view> names;
  for (const Kind& one : kinds) {
    if (one.name == kind) return one.make(name);
    names.push_back(one.name);
  }
  const auto near = harness::nearest(kind, names);
  return failure(fmt::format(
      "init {}: there is no such kind; {}", kind,
      near ? fmt::format("did you mean {}?", *near) : "http, command and library are all"));
}

Expected<void> write(const StartingPoint& start, const fs::path& folder) {
  std::error_code error;
  for (const StartingPoint::File& file : start.files) {
    if (fs::exists(folder / file.path, error)) {
      return failure(fmt::format("{} is there already; give another name", file.path.string()));
    }
  }
  for (const StartingPoint::File& file : start.files) {
    const fs::path path = folder / file.path;
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
    if (error) return failure(path.parent_path().string() + ": " + error.message());
    if (auto written = harness::result::write_whole_file(path, file.text); !written) {
      return written;
    }
  }
  return {};
}

}  // namespace scenarios::start
