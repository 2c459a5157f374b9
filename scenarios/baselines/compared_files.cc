#include "scenarios/baselines/compared_files.h"

#include <fmt/format.h>

#include <filesystem>

#include "harness/benchmarks/benchmark_file.h"
#include "harness/nearest.h"
#include "harness/result/run_files.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using harness::Expected;
using harness::failure;
using reports::compare::NamedBenchmarks;
using reports::compare::NamedRun;

/// "; did you mean results/runs/x?" of what lies where it should be; empty without anything near.
std::string nearest_there(const fs::path& path) {
  std::error_code error;
  const fs::path name = path.has_filename() ? path.filename() : path.parent_path().filename();
  const fs::path folder =
      path.has_filename() ? path.parent_path() : path.parent_path().parent_path();
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder.empty() ? "." : folder, error)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string wanted = name.string();
  const auto near = harness::nearest(wanted, views);
  if (!near) return {};
  return fmt::format("; did you mean {}?", (folder / std::string(*near)).string());
}

enum class Given { run, benchmarks };

/// The path that was meant: a baseline's folder where its name was typed.
Expected<std::string> find(const std::string& typed, const Baselines& baselines) {
  constexpr std::string_view prefix = "baseline:";
  if (typed.starts_with(prefix)) {
    const std::string name = typed.substr(prefix.size());
    if (!baselines.has(name)) return tl::unexpected(baselines.missing(name));
    return baselines.folder_of(name).string();
  }
  std::error_code error;
  if (fs::exists(typed, error)) return typed;
  if (baselines.has(typed)) return baselines.folder_of(typed).string();
  std::string meant = nearest_there(typed);
  if (meant.empty() && check_baseline_name(typed) && !typed.ends_with(".json")) {
    meant = ", and " + baselines.missing(typed).message;
  }
  return failure(fmt::format("{}: no such file or folder{}", typed, meant));
}

Expected<Given> given_by(const std::string& typed) {
  const fs::path path(typed);
  std::error_code error;
  if (fs::is_directory(path, error)) return Given::run;
  if (path.filename() == "run.json") return Given::run;
  if (path.extension() == ".csv") {
    return failure(fmt::format("{}: a run is named by its folder", typed));
  }
  return Given::benchmarks;
}

Expected<NamedRun> read_run(const std::string& typed) {
  const fs::path path(typed);
  const fs::path folder = path.filename() == "run.json" ? path.parent_path() : path;
  auto run = harness::result::read_run(folder.empty() ? "." : folder);
  if (!run) return tl::unexpected(run.error());
  return NamedRun{typed, std::move(*run)};
}

Expected<NamedBenchmarks> read_benchmarks(const std::string& typed) {
  using harness::benchmarks::Timed;
  auto file = harness::benchmarks::read_benchmark_file(typed, Timed::as_named);
  if (!file) return tl::unexpected(file.error());
  return NamedBenchmarks{typed, std::move(file->times_ns), std::move(file->context),
                         file->untimed_names()};
}

template <class Named>
Expected<ComparedFiles> read_all(const std::vector<std::string>& paths,
                                 Expected<Named> (*read)(const std::string&)) {
  std::vector<Named> all;
  for (const std::string& path : paths) {
    auto one = read(path);
    if (!one) return tl::unexpected(one.error());
    all.push_back(std::move(*one));
  }
  return ComparedFiles(std::move(all));
}

}  // namespace

Expected<ComparedFiles> read_compared(const std::vector<std::string>& typed,
                                      const Baselines& baselines) {
  std::vector<std::string> paths;
  for (const std::string& one : typed) {
    auto path = find(one, baselines);
    if (!path) return tl::unexpected(path.error());
    paths.push_back(std::move(*path));
  }
  std::optional<Given> given;
  for (const std::string& path : paths) {
    const auto kind = given_by(path);
    if (!kind) return tl::unexpected(kind.error());
    if (given && *given != *kind) {
      return failure(fmt::format("{} is a {} and {} a {}: they can't be compared", paths[0],
                                 *given == Given::run ? "run" : "file of benchmarks", path,
                                 *kind == Given::run ? "run" : "file of benchmarks"));
    }
    given = *kind;
  }
  if (given == Given::run) return read_all<NamedRun>(paths, &read_run);
  return read_all<NamedBenchmarks>(paths, &read_benchmarks);
}

}  // namespace scenarios
