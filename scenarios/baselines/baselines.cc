#include "scenarios/baselines/baselines.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <utility>

#include "harness/nearest.h"
#include "harness/result/run_files.h"
#include "harness/result/whole_file.h"
#include "harness/this_program.h"
#include "reports/report.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using harness::Expected;
using harness::failure;
using harness::result::RunResult;
using harness::result::system_error;

constexpr std::size_t longest_name = 80;
constexpr std::uint64_t largest_file = std::uint64_t{256} << 20;  // as a run's may be

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_run(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / "run.json", error);
}

/// Why nobody should compare with the run; empty: somebody may.
std::string doubt_of(const RunResult& run) {
  if (run.cut_short) return "was cut short";
  for (const harness::result::Check& check : run.checks) {
    if (check.state == harness::result::CheckState::failed) return "is INVALID: " + check.sentence;
  }
  return {};
}

/// A folder beside the baselines that lists don't show, gone with the object.
class HiddenFolder {
 public:
  static Expected<HiddenFolder> make(const fs::path& folder, const std::string& name) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return tl::unexpected(system_error(folder, "create", error.value()));
    const fs::path path = folder / fmt::format(".{}.{}", name, ::getpid());
    fs::remove_all(path, error);  // of a process that was killed
    if (::mkdir(path.c_str(), 0777) != 0) {
      return tl::unexpected(system_error(path, "create", errno));
    }
    return HiddenFolder(path);
  }

  HiddenFolder(HiddenFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  HiddenFolder& operator=(HiddenFolder&&) = delete;
  ~HiddenFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }

  const fs::path& path() const { return path_; }

 private:
  explicit HiddenFolder(fs::path path) : path_(std::move(path)) {}

  fs::path path_;
};

/// Puts what is at `from` in the place of the folder at `to`, which then is at `from`, at once.
Expected<void> exchange(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_EXCHANGE) == 0) return {};
  if (errno != EINVAL && errno != ENOSYS && errno != EXDEV) {
    return tl::unexpected(system_error(to, "replace", errno));
  }
  // A file system that can't: what was there steps aside, and back if its place can't be taken.
  const fs::path aside = from.string() + ".old";
  if (::rename(to.c_str(), aside.c_str()) != 0) {
    return tl::unexpected(system_error(to, "replace", errno));
  }
  if (::rename(from.c_str(), to.c_str()) != 0) {
    const int code = errno;
    ::rename(aside.c_str(), to.c_str());
    return tl::unexpected(system_error(to, "replace", code));
  }
  return ::rename(aside.c_str(), from.c_str()) == 0
             ? Expected<void>()
             : tl::unexpected(system_error(aside, "rename", errno));
}

Expected<void> move_in(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (fs::exists(to, error)) return exchange(from, to);
  if (::rename(from.c_str(), to.c_str()) == 0) return {};
  return tl::unexpected(system_error(to, "create", errno));
}

/// All that a run's folder holds but its pages and plots.
Expected<void> copy_files(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::directory_iterator entries(from, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const fs::path name = entries->path().filename();
    if (entries->is_directory(error) || name == "report.html" || name == "report.md") continue;
    auto bytes = harness::result::read_whole_file(entries->path(), largest_file);
    if (!bytes) return tl::unexpected(bytes.error());
    if (auto put = harness::result::write_whole_file(to / name, *bytes); !put) return put;
  }
  if (error) return tl::unexpected(system_error(from, "read", error.value()));
  return {};
}

}  // namespace

Expected<void> check_baseline_name(std::string_view name) {
  const bool fits =
      !name.empty() && name.size() <= longest_name && is_letter_or_digit(name.front()) &&
      std::all_of(name.begin(), name.end(),
                  [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.'; });
  if (fits) return {};
  return failure(
      fmt::format("'{}' can't be a baseline's name: letters, digits, '-', '_' and '.', at most {}, "
                  "a letter or a digit first",
                  name, longest_name));
}

std::vector<std::string> Baselines::names() const {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entries(folder_, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    std::string name = entries->path().filename().string();
    if (check_baseline_name(name) && is_run(entries->path())) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool Baselines::has(std::string_view name) const {
  return check_baseline_name(name) && is_run(folder_of(name));
}

harness::Error Baselines::missing(std::string_view name) const {
  const std::vector<std::string> all = names();
  if (all.empty()) {
    return {fmt::format("there is no baseline yet; {} keeps the latest run as one",
                        harness::to_type(fmt::format("baseline save {}", name)))};
  }
  const std::vector<std::string_view> views(all.begin(), all.end());
  const auto near = harness::nearest(name, views);
  return {fmt::format("there is no baseline '{}'; {}", name,
                      near ? fmt::format("did you mean {}?", *near)
                           : harness::to_type("baseline list") + " shows them")};
}

Expected<Baselines::Kept> Baselines::save(const std::string& name, const fs::path& run,
                                          Terms terms) const {
  if (auto fits = check_baseline_name(name); !fits) return tl::unexpected(fits.error());
  const fs::path place = folder_of(name);
  std::error_code error;
  if (!terms.replace && fs::exists(place, error)) {
    return failure(
        fmt::format("{}: is there already; --replace puts the run in its place", place.string()));
  }
  const auto result = harness::result::read_run(run);
  if (!result) return tl::unexpected(result.error());
  if (const std::string doubt = doubt_of(*result); !doubt.empty() && !terms.force) {
    return failure(fmt::format("{} {} (--force keeps it all the same)", run.string(), doubt));
  }
  auto made = HiddenFolder::make(folder_, name);
  if (!made) return tl::unexpected(made.error());
  if (auto copied = copy_files(run, made->path()); !copied) {
    return tl::unexpected(copied.error());
  }
  Kept kept{place, {}};
  if (auto drawn = reports::write_report(*result, made->path()); !drawn) {
    kept.trouble = drawn.error().message;
  }
  return move_in(made->path(), place)
      .and_then([&] { return harness::result::sync_folder(folder_); })
      .map([&] { return std::move(kept); });
}

Expected<void> Baselines::remove(const std::string& name) const {
  if (!has(name)) return tl::unexpected(missing(name));
  auto hidden = HiddenFolder::make(folder_, name);
  if (!hidden) return tl::unexpected(hidden.error());
  const fs::path place = folder_of(name);
  // At once, so that nobody meets half of it.
  if (::rename(place.c_str(), (hidden->path() / name).c_str()) != 0) {
    return tl::unexpected(system_error(place, "remove", errno));
  }
  return harness::result::sync_folder(folder_);
}

Expected<LatestRun> latest_run(const fs::path& runs) {
  std::vector<fs::path> folders;
  std::error_code error;
  fs::directory_iterator entries(runs, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const fs::path& folder = entries->path();
    if (is_run(folder) || fs::exists(folder / "INCOMPLETE", error)) folders.push_back(folder);
  }
  std::sort(folders.begin(), folders.end(), std::greater<>());  // they begin with the time
  for (std::size_t i = 0; i < folders.size(); ++i) {
    const auto run = harness::result::read_run(folders[i]);
    if (run && doubt_of(*run).empty()) return LatestRun{folders[i], i};
  }
  return failure(fmt::format("{}: no valid run in it; {} makes one", runs.string(),
                             harness::to_type("run steady")));
}

}  // namespace scenarios
