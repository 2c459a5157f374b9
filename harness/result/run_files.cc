#include "harness/result/run_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "harness/result/run_texts.h"
#include "harness/result/whole_file.h"

namespace harness::result {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view unfinished =
    "This run has not finished: its results have not been written. If no prony is running any "
    "more, it was killed, and this folder can go.";
constexpr std::size_t probe_bytes = 64 * 1024;  // about what a short run's files take

fs::path mark(const fs::path& folder) {
  return folder / "INCOMPLETE";
}

/// Overwrites the mark in place: its block is there already, so a full disk can't refuse.
Expected<void> write_mark(const fs::path& folder, std::string_view sentence) {
  const fs::path path = mark(folder);
  const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return tl::unexpected(system_error(path, "write", errno));
  const std::string text = fmt::format("{}\n", sentence.substr(0, 4'000));
  const auto size = static_cast<ssize_t>(text.size());
  errno = 0;
  const ssize_t written = ::pwrite(file, text.data(), text.size(), 0);
  const bool done = written == size && ::ftruncate(file, size) == 0 && ::fsync(file) == 0;
  const int code = errno != 0 ? errno : ENOSPC;  // part of it written: no room for the rest
  ::close(file);
  if (!done) return tl::unexpected(system_error(path, "write", code));
  return {};
}

/// Makes the folder (true) or finds it there, empty (false).
Expected<bool> claim(const fs::path& path) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  if (error) return tl::unexpected(system_error(path.parent_path(), "create", error.value()));
  if (::mkdir(path.c_str(), 0777) == 0) return true;
  if (errno != EEXIST) return tl::unexpected(system_error(path, "create", errno));
  if (!fs::is_directory(path, error)) {
    return failure(
        fmt::format("{}: is a file; a run needs an absent or empty folder", path.string()));
  }
  const bool empty = fs::is_empty(path, error);
  if (error) return tl::unexpected(system_error(path, "read", error.value()));
  if (empty) return false;
  return failure(
      fmt::format("{}: not empty; a run needs an absent or empty folder", path.string()));
}

/// Claims a folder against any other run: of two that find it empty, one can make the mark.
Expected<void> make_mark(const fs::path& folder) {
  const int file =
      ::open(mark(folder).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file >= 0) {
    ::close(file);
    return {};
  }
  if (errno == EEXIST) return failure(folder.string() + ": another run has just started there");
  return tl::unexpected(system_error(mark(folder), "create", errno));
}

/// Shows that folders and files can be made, filled and removed there.
Expected<void> probe(const fs::path& folder) {
  if (::mkdir((folder / "scratch").c_str(), 0777) != 0) {
    return tl::unexpected(system_error(folder / "scratch", "create", errno));
  }
  const fs::path file = folder / "probe";
  const auto written = write_whole_file(file, std::string(probe_bytes, '.'));
  if (!written) return written;
  if (::unlink(file.c_str()) != 0) return tl::unexpected(system_error(file, "remove", errno));
  return sync_folder(folder);
}

/// Takes back what `make_mark` and `probe` did.
void retreat(const fs::path& folder) {
  ::unlink((folder / "probe").c_str());
  ::rmdir((folder / "scratch").c_str());
  ::unlink(mark(folder).c_str());
}

Expected<void> remove_scratch(const fs::path& scratch) {
  std::error_code error;
  fs::remove_all(scratch, error);
  if (error) return tl::unexpected(system_error(scratch, "remove", error.value()));
  return {};
}

Expected<void> remove_mark(const fs::path& folder) {
  if (::unlink(mark(folder).c_str()) != 0 && errno != ENOENT) {
    return tl::unexpected(system_error(mark(folder), "remove", errno));
  }
  return sync_folder(folder);
}

/// The last one is run.json or the like: where it is, the rows that it tells of are.
Expected<void> write_files(const fs::path& folder, std::span<const RunText> texts) {
  for (const RunText& one : texts) {
    if (auto written = write_whole_file(folder / one.name, one.text); !written) return written;
  }
  return {};
}

/// `name` with only such letters as any shell and file system takes.
std::string tame(std::string_view name) {
  std::string out(name.substr(0, 80));
  for (char& c : out) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && c != '.' && c != '_' && c != '-') c = '_';
  }
  return out;
}

std::string utc_stamp(std::chrono::system_clock::time_point now) {
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  const auto day = std::chrono::floor<std::chrono::days>(second);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{second - day};
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace

Expected<RunFolder> RunFolder::start(const fs::path& path, bool made) {
  auto marked = make_mark(path);
  auto ready = marked.and_then([&] { return write_mark(path, unfinished); }).and_then([&] {
    return probe(path);
  });
  if (ready) return RunFolder(path);
  if (marked) retreat(path);
  if (made) ::rmdir(path.c_str());
  return tl::unexpected(std::move(ready.error()));
}

Expected<RunFolder> RunFolder::create(const fs::path& path) {
  if (path.empty()) return failure("the run's folder has no name");
  // "runs/x/" names runs/x, whose parent is runs.
  const fs::path folder = path.has_filename() ? path : path.parent_path();
  return claim(folder).and_then([&](bool made) { return start(folder, made); });
}

Expected<void> RunFolder::explain(std::string_view sentence) const {
  return write_mark(path_, sentence);
}

Expected<void> RunFolder::finish(const RunResult& result) {
  return finish(write_run_texts(result));
}

Expected<void> RunFolder::finish(std::span<const RunText> texts) {
  // The scratch goes first: it may be what fills the disk.
  const auto cleared = remove_scratch(scratch());
  auto done = write_files(path_, texts).and_then([&] { return cleared; });
  if (!done) {
    // The error to tell is the first one, even if the mark can't be rewritten either.
    static_cast<void>(explain("The results could not be written. " + done.error().message));
    return done;
  }
  return remove_mark(path_);
}

Expected<void> RunFolder::finish() {
  return remove_scratch(scratch()).and_then([&] { return remove_mark(path_); });
}

Expected<RunFolder> default_run_folder(const fs::path& results_root, std::string_view scenario,
                                       std::string_view commit,
                                       std::chrono::system_clock::time_point now) {
  constexpr int most_in_a_second = 1'000;
  const fs::path runs = results_root / "runs";
  std::error_code error;
  fs::create_directories(runs, error);
  if (error) return tl::unexpected(system_error(runs, "create", error.value()));
  const std::string name = fmt::format("{}-{}{}{}", utc_stamp(now), tame(scenario),
                                       commit.empty() ? "" : "-", tame(commit));
  for (int i = 1; i <= most_in_a_second; ++i) {
    const fs::path path = runs / (i == 1 ? name : fmt::format("{}-{}", name, i));
    if (::mkdir(path.c_str(), 0777) == 0) return RunFolder::start(path, true);
    if (errno != EEXIST) return tl::unexpected(system_error(path, "create", errno));
  }
  return failure(fmt::format("{}: {} runs started in the same second", (runs / name).string(),
                             most_in_a_second));
}

}  // namespace harness::result
