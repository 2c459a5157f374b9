// What happens on disks that are full, forbidden or limited. Each attempt is made in a child
// process, which can mount, give up its rights or limit itself without the others noticing.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>

#include "harness/result/run_files.h"
#include "harness/result/sample/random_result.h"
#include "harness/result/sample/temporary_folder.h"
#include "harness/result/whole_file.h"

namespace full_disk_test {

using namespace harness::result;
using namespace harness::result::sample;
namespace fs = std::filesystem;

namespace {

const std::string refused = "refused by this machine";

/// What `attempt` returns, called in a child process.
std::string in_child(const std::function<std::string()>& attempt) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  std::cout.flush();  // or the child's end would print again what waits there
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const std::string said = attempt();
    const auto written = ::write(ends[1], said.data(), said.size());
    ::_exit(written == static_cast<ssize_t>(said.size()) ? 0 : 1);
  }
  ::close(ends[1]);
  std::string said;
  std::array<char, 4096> block;
  ssize_t got = 0;
  while ((got = ::read(ends[0], block.data(), block.size())) > 0) {
    said.append(block.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  return said;
}

bool put(const char* path, const std::string& text) {
  return static_cast<bool>(std::ofstream(path) << text << std::flush);
}

/// Lets this process alone mount, as the superuser or as the only user of a world of its own.
bool may_mount() {
  const std::string user = std::to_string(::geteuid()), group = std::to_string(::getegid());
  if (::unshare(CLONE_NEWNS) == 0) return true;
  return ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && put("/proc/self/setgroups", "deny") &&
         put("/proc/self/uid_map", "0 " + user + " 1") &&
         put("/proc/self/gid_map", "0 " + group + " 1");
}

/// Mounts a disk of `size` over `folder`, for this process only.
bool mount_small_disk(const fs::path& folder, const char* size) {
  return may_mount() && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("tmpfs", folder.c_str(), "tmpfs", 0, size) == 0;
}

/// Says in the test's output that it could not be made here.
bool skipped(const std::string& said) {
  if (said != refused) return false;
  MESSAGE("SKIPPED: this machine does not let the test mount a small disk");
  return true;
}

std::string listing(const fs::path& folder) {
  std::string names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    names += entry.path().filename().string() + " ";
  }
  return names;
}

/// A result whose files take more than a MiB.
RunResult large_run() {
  RunResult run;
  run.scenario = "s";
  run.timeline.resize(50'000);
  return run;
}

}  // namespace

TEST_CASE("a disk that is full from the start is told before anything is measured") {
  const TemporaryFolder temporary;
  const std::string said = in_child([&] {
    if (!mount_small_disk(temporary.path(), "size=16k")) return refused;
    const auto folder = RunFolder::create(temporary.path() / "run");
    return (folder ? "created" : folder.error().message) + "|" + listing(temporary.path());
  });
  if (skipped(said)) return;
  CHECK(said == (temporary.path() / "run" / "probe").string() +
                    ": cannot write: No space left on device; free some space there or choose "
                    "another folder with --out|");
}

TEST_CASE("a disk that fills up at the end leaves the mark, which says why, and no torn file") {
  const TemporaryFolder temporary;
  const std::string said = in_child([&] {
    if (!mount_small_disk(temporary.path(), "size=512k")) return refused;
    auto folder = RunFolder::create(temporary.path() / "run");
    if (!folder) return folder.error().message;
    const auto done = folder->finish(large_run());
    const auto mark = read_whole_file(folder->path() / "INCOMPLETE", 4096);
    return (done ? "done" : done.error().message) + "|" + mark.value_or("no mark") + "|" +
           (fs::exists(folder->path() / "timeline.csv") ? "torn" : "not there") + "|" +
           (listing(folder->path()).find(".tmp") == std::string::npos ? "" : "left over");
  });
  if (skipped(said)) return;
  const std::string message = (temporary.path() / "run" / "timeline.csv").string() +
                              ": cannot write: No space left on device; free some space there or "
                              "choose another folder with --out";
  CHECK(said == message + "|The results could not be written. " + message + "\n|not there|");
}

TEST_CASE("the target's scratch goes first, so that it can't cost the results their room") {
  const TemporaryFolder temporary;
  const std::string said = in_child([&] {
    if (!mount_small_disk(temporary.path(), "size=512k")) return refused;
    auto folder = RunFolder::create(temporary.path() / "run");
    if (!folder) return folder.error().message;
    const int file = ::open((folder->scratch() / "db").c_str(), O_WRONLY | O_CREAT, 0666);
    while (::write(file, std::string(4096, 'x').data(), 4096) > 0) continue;
    ::close(file);
    const auto done = folder->finish(RandomResult(1).run());
    if (!done) return done.error().message;
    return std::string(read_run(folder->path()) ? "whole" : "not whole");
  });
  if (skipped(said)) return;
  CHECK(said == "whole");
}

TEST_CASE("a read-only disk is told") {
  const TemporaryFolder temporary;
  const std::string said = in_child([&] {
    if (!mount_small_disk(temporary.path(), "size=512k")) return refused;
    if (::mount(nullptr, temporary.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0) {
      return refused;
    }
    const auto folder = RunFolder::create(temporary.path() / "run");
    return folder ? "created" : folder.error().message;
  });
  if (skipped(said)) return;
  CHECK(said == (temporary.path() / "run").string() +
                    ": cannot create: Read-only file system; choose a folder that you may write "
                    "to with --out");
}

TEST_CASE("a folder without the right to write is told") {
  const TemporaryFolder temporary;
  const fs::path closed = temporary.path() / "closed";
  fs::create_directory(closed);
  REQUIRE(::chmod(temporary.path().c_str(), 0755) == 0);
  REQUIRE(::chmod(closed.c_str(), 0555) == 0);
  const std::string said = in_child([&]() -> std::string {
    // The superuser may write anywhere; nobody may not.
    constexpr uid_t nobody = 65'534;
    if (::geteuid() == 0 && ::setresuid(nobody, nobody, nobody) != 0) return refused;
    const auto below = RunFolder::create(closed / "run");
    const auto itself = RunFolder::create(closed);
    return (below ? "created" : below.error().message) + "|" +
           (itself ? "created" : itself.error().message);
  });
  if (said == refused) {
    MESSAGE("SKIPPED: the superuser can't become somebody else here");
    return;
  }
  const std::string mend = "Permission denied; choose a folder that you may write to with --out";
  CHECK(said == (closed / "run").string() + ": cannot create: " + mend + "|" +
                    (closed / "INCOMPLETE").string() + ": cannot create: " + mend);
}

TEST_CASE("a limit on file sizes is told as one, everywhere") {
  const TemporaryFolder temporary;
  const std::string said = in_child([&]() -> std::string {
    auto folder = RunFolder::create(temporary.path() / "run");
    if (!folder) return folder.error().message;
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{256 * 1024, 256 * 1024};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto done = folder->finish(large_run());
    return (done ? "done" : done.error().message) + "|" + listing(folder->path());
  });
  CHECK(said.find("timeline.csv: cannot write: File too large; raise the limit on file sizes "
                  "(ulimit -f)|") != std::string::npos);
  CHECK(said.find("INCOMPLETE ") != std::string::npos);
  CHECK(said.find(".tmp") == std::string::npos);
}

}  // namespace full_disk_test
