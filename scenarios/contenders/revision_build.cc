#include "scenarios/contenders/revision_build.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "harness/environment/command.h"
#include "harness/environment/git.h"
#include "scenarios/contenders/build_log.h"
#include "scenarios/contenders/build_path.h"
#include "scenarios/contenders/file_hash.h"
#include "scenarios/contenders/revision_checkout.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using harness::Expected;
using harness::failure;

constexpr const char* log_name = "build.log";

/// The top of the checkout that it was built from, by the name that CMake has for it.
fs::path top_of(const BuildFolder& build, const fs::path& within) {
  fs::path top = build.source;
  for (const fs::path& one : within) {
    if (!one.empty()) top = top.parent_path();
  }
  return top;
}

/// The build folder as seen from there; empty if it lies elsewhere.
fs::path folder_within(const BuildFolder& build, const fs::path& top) {
  const fs::path path = build.folder.lexically_relative(top);
  return path.empty() || *path.begin() == ".." ? fs::path() : path;
}

/// A compiler that was renewed is another one.
std::string compiler_of(const BuildFolder& build) {
  std::error_code error;
  const fs::path path =
      fs::canonical(value_of(build.entries, "CMAKE_CXX_COMPILER").value_or(""), error);
  const auto written = fs::last_write_time(path, error).time_since_epoch().count();
  return fmt::format("{} {}", path.string(), written);
}

/// Builds of one commit differ by these.
std::string key_of(const Revision& revision, const BuildFolder& like) {
  const std::string all =
      fmt::format("{}\n{}\n{}\n{}\n{}\n{}", like.generator, like.target(), like.source.string(),
                  like.folder.string(), compiler_of(like), initial_cache(like.entries, {}));
  return fmt::format("{}-{}", revision.commit.substr(0, 12), text_hash(all).substr(0, 8));
}

/// Of a build whose folder has a path of another length, where it can be told.
std::vector<std::string> warnings_of(const fs::path& program, const Revision& revision,
                                     const BuildFolder& like) {
  const std::string path = program.string(), ending = "/" + like.program.string();
  const std::size_t wanted = like.folder.string().size() + ending.size();
  if (!path.ends_with(ending) || path.size() == wanted) return {};
  return {
      fmt::format("{} was built in a folder whose path is not as long as {}: the paths within "
                  "both programs differ in length",
                  revision.name(), like.folder.string())};
}

/// Makes one build.
class Building {
 public:
  Building(const Revision& revision, const BuildFolder& like, ShelfPlace& place,
           const harness::run::Tell& tell, const std::stop_token& stop)
      : revision_(revision),
        like_(like),
        like_top_(top_of(like, revision.within)),
        place_(place),
        tell_(tell),
        stop_(stop) {}

  /// The program.
  Expected<fs::path> run() {
    const fs::path inside = folder_within(like_, like_top_);
    const fs::path real_source = place_.folder() / "source";
    show("checking out");
    if (auto done = check_out(revision_, real_source, inside == "." ? "" : inside, stop_); !done) {
      return failure(
          fmt::format("{} can't be checked out: {}", revision_.name(), done.error().message));
    }
    top_ = reach(real_source, like_top_);
    if (!inside.empty()) {
      build_ = (top_ / inside).lexically_normal();
    } else {
      const fs::path real_build = place_.folder() / "build";
      std::error_code error;
      fs::create_directories(real_build, error);
      build_ = reach(real_build, like_.folder);
    }
    if (auto done = configure(); !done) return tl::unexpected(done.error());
    if (auto done = compile(); !done) return tl::unexpected(done.error());
    return program();
  }

 private:
  bool is_as_long() const {
    return top_.string().size() == like_top_.string().size() &&
           build_.string().size() == like_.folder.string().size();
  }

  /// Under a path that is as long as the one of what it is to be like; else as it is.
  fs::path reach(const fs::path& real, const fs::path& like) {
    constexpr int attempts = 8;
    for (int i = 0; i < attempts; ++i) {
      const auto path = build_path(like.string().size(), real.string(), i);
      if (path && place_.link(*path, real)) return *path;
    }
    return real;
  }

  Expected<void> configure() {
    const fs::path settings = place_.folder() / "settings.cmake";
    std::string script = initial_cache(like_.entries, {{like_.folder, build_}, {like_top_, top_}});
    if (!is_as_long()) {
      const std::string map =
          fmt::format(" -ffile-prefix-map={}={}", top_.string(), like_top_.string());
      for (const char* language : {"C", "CXX"}) {
        script += fmt::format(
            "set(CMAKE_{0}_FLAGS \"${{CMAKE_{0}_FLAGS}}{1}\" CACHE STRING \"\" "
            "FORCE)\n",
            language, map);
      }
    }
    if (!(std::ofstream(settings) << script << std::flush)) {
      return failure("can't write " + settings.string());
    }
    show("configuring");
    return step({"cmake", "-G", like_.generator, "-C", settings.string(), "-Wno-dev", "-S",
                 (top_ / revision_.within).lexically_normal().string(), "-B", build_.string()});
  }

  Expected<void> compile() {
    show("building");
    const unsigned cores = std::max(std::thread::hardware_concurrency(), 1U);
    return step({"cmake", "--build", build_.string(), "--target", like_.target(), "--parallel",
                 std::to_string(cores)});
  }

  /// Runs it with English messages; what it says goes to the log.
  Expected<void> step(std::vector<std::string> words) {
    const fs::path path = place_.folder() / log_name;
    std::ofstream log(path, std::ios::app);
    BuildLog said(top_);
    begun_ = std::chrono::steady_clock::now();
    words.insert(words.begin(), {"env", "LC_ALL=C.UTF-8"});
    const auto ended = harness::environment::follow(
        {harness::environment::outside_hooks(words)},
        [&](std::string_view line) {
          log << line << '\n';
          said.read(line);
          if (said.total() > 0) show("building", said.done(), said.total());
        },
        stop_);
    if (stop_.stop_requested()) return failure(revision_.name() + ": its build was stopped");
    if (!ended) return failure(fmt::format("{}: {}", revision_.name(), ended.error().message));
    if (*ended == 0) return {};
    return failure(fmt::format("{} does not build: {} (all of it: {})", revision_.name(),
                               said.first_error(), path.string()));
  }

  /// Where it is in the other build, or wherever the revision put it.
  Expected<fs::path> program() const {
    const auto runs = [](const fs::path& path) {
      std::error_code error;
      return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
    };
    if (runs(build_ / like_.program)) return build_ / like_.program;
    std::error_code error;
    for (const auto& one : fs::recursive_directory_iterator(build_, error)) {
      if (one.path().filename() == like_.program.filename() && runs(one.path())) return one.path();
    }
    return failure(
        fmt::format("{} builds, but makes no program {}", revision_.name(), like_.target()));
  }

  void show(const char* phase, std::size_t done = 0, std::size_t total = 0) const {
    if (!tell_) return;
    harness::run::Progress progress;
    progress.step = "building " + revision_.name();
    progress.phase = phase;
    if (total > 0) {
      const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun_;
      progress.done_s = passed.count();
      progress.total_s = progress.done_s * static_cast<double>(total) /
                         static_cast<double>(std::max<std::size_t>(done, 1));
      progress.note = fmt::format("{} of {}", done, total);
    }
    tell_(progress);
  }

  const Revision& revision_;
  const BuildFolder& like_;
  const fs::path like_top_;
  ShelfPlace& place_;
  const harness::run::Tell& tell_;
  const std::stop_token stop_;
  fs::path top_, build_;  // by the paths that CMake is told
  std::chrono::steady_clock::time_point begun_;
};

}  // namespace

Expected<RevisionBuild> build_revision(const Revision& revision, const BuildFolder& like,
                                       const BuildShelf& shelf, const harness::run::Tell& tell,
                                       const std::stop_token& stop) {
  const auto waiting = [&] {
    harness::run::Progress progress;
    progress.step = "building " + revision.name();
    progress.phase = "waiting for another gate that builds it";
    if (tell) tell(progress);
  };
  auto place = shelf.place(key_of(revision, like), waiting, stop);
  if (!place) return tl::unexpected(place.error());
  RevisionBuild result{.place = std::move(*place)};
  if (const auto program = result.place->program()) {
    result.program = *program;
    result.built_before = true;
  } else {
    result.place->clear();
    Building building(revision, like, *result.place, tell, stop);
    const auto built = building.run();
    if (!built) {
      result.place->clear(stop.stop_requested() ? "" : log_name);
      return tl::unexpected(built.error());
    }
    if (auto done = result.place->finish(*built); !done) return tl::unexpected(done.error());
    result.program = *built;
  }
  result.warnings = warnings_of(result.program, revision, like);
  shelf.tidy();
  return result;
}

}  // namespace scenarios
