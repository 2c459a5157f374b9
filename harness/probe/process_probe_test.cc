#include "harness/probe/process_probe.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <latch>
#include <memory>
#include <string>
#include <thread>

#include "harness/environment/machine_facts.h"
#include "harness/probe/made_up_process.h"
#include "harness/probe/process_tree.h"

namespace process_probe_test {

using namespace harness::environment;
using namespace harness::probe;

TEST_CASE("a process alone: its own figures, and nobody else's") {
  const MadeUpTree tree;
  write(tree, {.pid = 7,
               .parent = 1,
               .ticks = 31,
               .waited_ticks = 5,
               .rss_kib = 100,
               .peak_kib = 300,
               .io = 10});
  write(tree, {.pid = 8, .parent = 1, .ticks = 1000, .rss_kib = 1000, .io = 1000});
  write(tree, {.pid = 1, .parent = 0, .ticks = 1000, .rss_kib = 1000, .io = 1000});
  const ProcessFigures figures = ProcessProbe(7, tree.root()).read();
  CHECK(figures.rss_bytes == 100 * 1024);
  CHECK(figures.rss_peak_bytes == 300 * 1024);
  CHECK(figures.cpu_ns == ticks_ns(31 + 5));
  CHECK(figures.io_operations == 11);
  CHECK(figures.read_bytes == 4096);
  CHECK(figures.written_bytes == 8192);
  CHECK(figures.voluntary_switches == 1);
  CHECK(figures.involuntary_switches == 2);
  CHECK(figures.minor_faults == 31 + 5);
  CHECK(figures.major_faults == 1 + 2);
  CHECK(figures.threads == 1);
  CHECK(figures.processes == 1);
}

TEST_CASE("descendants count, however far down, whatever their names and numbers") {
  const MadeUpTree tree;
  write(tree, {.pid = 50, .parent = 1, .ticks = 1, .rss_kib = 10, .peak_kib = 12, .io = 1});
  write(tree, {.pid = 90, .parent = 50, .ticks = 2, .rss_kib = 20, .io = 2}, "a) R 1 (b");
  write(tree, {.pid = 3, .parent = 90, .ticks = 4, .rss_kib = 40, .io = 4});  // numbers wrapped
  write(tree, {.pid = 4, .parent = 3, .state = 'Z', .ticks = 8, .io = 8});
  write(tree, {.pid = 5, .parent = 6, .ticks = 64, .rss_kib = 640, .io = 64});  // a circle
  write(tree, {.pid = 6, .parent = 5, .ticks = 64, .rss_kib = 640, .io = 64});
  tree.write("91/stat", "91 (bro");
  tree.write("self/stat", "90 (self) R 50");
  std::filesystem::create_directories(tree.root() / "92");
  ProcessProbe probe(50, tree.root());
  const ProcessFigures figures = probe.read();
  CHECK(figures.processes == 3);
  CHECK(figures.threads == 3);
  CHECK(figures.cpu_ns == ticks_ns(1 + 2 + 4 + 8));
  CHECK(figures.rss_bytes == 70 * 1024);
  CHECK(figures.io_operations == 1 + 2 + 4 + 8 + 4);
  CHECK(figures.written_bytes == 4 * 8192);
  CHECK(figures.voluntary_switches == 4);

  SUBCASE("the peak is the largest sum seen, until it is reset") {
    CHECK(figures.rss_peak_bytes == 70 * 1024);
    std::filesystem::remove_all(tree.root() / "3");
    CHECK(probe.read().rss_bytes == 30 * 1024);
    CHECK(probe.read().rss_peak_bytes == 70 * 1024);
    tree.write("50/clear_refs", "");
    CHECK(probe.reset_peak());
    CHECK(probe.read().rss_peak_bytes == 30 * 1024);
  }
  SUBCASE("a figure that one living descendant keeps to itself is not known of the tree") {
    std::filesystem::remove(tree.root() / "90/io");
    const ProcessFigures partly = probe.read();
    CHECK_FALSE(partly.io_operations);
    CHECK_FALSE(partly.read_bytes);
    CHECK(partly.cpu_ns == ticks_ns(1 + 2 + 4 + 8));
  }
}

TEST_CASE("a process that is its own ancestor is counted once") {
  const MadeUpTree tree;
  write(tree, {.pid = 5, .parent = 6, .ticks = 1});
  write(tree, {.pid = 6, .parent = 5, .ticks = 2});
  CHECK(ProcessProbe(5, tree.root()).read().cpu_ns == ticks_ns(3));
}

TEST_CASE("switches of all of a process's threads") {
  const MadeUpTree tree;
  write(tree, {.pid = 7, .parent = 1, .threads = 2});
  tree.write("7/task/7/status", "voluntary_ctxt_switches: 10\nnonvoluntary_ctxt_switches: 1\n");
  tree.write("7/task/8/status", "voluntary_ctxt_switches: 20\nnonvoluntary_ctxt_switches: 2\n");
  const ProcessFigures figures = ProcessProbe(7, tree.root()).read();
  CHECK(figures.voluntary_switches == 30);
  CHECK(figures.involuntary_switches == 3);
}

TEST_CASE("what can't be read is empty, not zero") {
  const MadeUpTree tree;
  SUBCASE("no such process") {
    const ProcessFigures figures = ProcessProbe(7, tree.root()).read();
    CHECK_FALSE(figures.cpu_ns);
    CHECK_FALSE(figures.rss_bytes);
    CHECK_FALSE(figures.processes);
  }
  SUBCASE("another process's stat, or none") {
    write(tree, {.pid = 8, .parent = 1});
    std::filesystem::create_directories(tree.root() / "7");
    std::filesystem::copy(tree.root() / "8/stat", tree.root() / "7/stat");
    CHECK_FALSE(ProcessProbe(7, tree.root()).read().cpu_ns);
    tree.write("7/stat", "garbage");
    CHECK_FALSE(ProcessProbe(7, tree.root()).read().cpu_ns);
  }
  SUBCASE("no io, no status") {
    write(tree, {.pid = 7, .parent = 1, .ticks = 3});
    std::filesystem::remove(tree.root() / "7/io");
    std::filesystem::remove(tree.root() / "7/status");
    const ProcessFigures figures = ProcessProbe(7, tree.root()).read();
    CHECK_FALSE(figures.io_operations);
    CHECK_FALSE(figures.rss_peak_bytes);
    CHECK_FALSE(figures.voluntary_switches);
    CHECK(figures.rss_bytes == 0);  // of stat
    CHECK(figures.cpu_ns == ticks_ns(3));
  }
  SUBCASE("damaged io and status") {
    write(tree, {.pid = 7, .parent = 1});
    tree.write("7/io", "syscr: many\nsyscw: 1\nread_bytes: -4096\n");
    tree.write("7/status", std::string(20000, '\0'));
    const ProcessFigures figures = ProcessProbe(7, tree.root()).read();
    CHECK_FALSE(figures.io_operations);
    CHECK_FALSE(figures.read_bytes);
    CHECK_FALSE(figures.written_bytes);
    CHECK_FALSE(figures.rss_peak_bytes);
  }
  CHECK_FALSE(ProcessProbe(7, tree.root()).reset_peak());
}

TEST_CASE("this process: memory that is touched shows in RSS and stays in its peak") {
  constexpr std::size_t size = std::size_t{50} << 20;
  ProcessProbe probe;
  const ProcessFigures before = probe.read();
  REQUIRE(before.rss_bytes);
  {
    const auto memory = std::make_unique<char[]>(size);
    std::memset(memory.get(), 1, size);
    const volatile char* touched = memory.get();
    CHECK(touched[size - 1] == 1);
    const ProcessFigures during = probe.read();
    CHECK(*during.rss_bytes >= *before.rss_bytes + size * 9 / 10);
#if !defined(__SANITIZE_THREAD__)  // which keeps several bytes of its own for each of ours
    CHECK(*during.rss_bytes <= *before.rss_bytes + size * 3 / 2);
#endif
    CHECK(*during.minor_faults > *before.minor_faults);
  }
  if (const auto peak = probe.read().rss_peak_bytes) CHECK(*peak >= size);
}

TEST_CASE("this process: spinning for 30 ms of CPU time shows as just that") {
  ProcessProbe probe;
  const auto spent_ns = [] {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(time.tv_nsec);
  };
  const std::uint64_t outer_from = spent_ns();
  const ProcessFigures before = probe.read();
  const std::uint64_t inner_from = spent_ns();
  while (spent_ns() < inner_from + 30'000'000) {
  }
  const std::uint64_t inner = spent_ns() - inner_from;
  const ProcessFigures after = probe.read();
  const std::uint64_t outer = spent_ns() - outer_from;
  const std::uint64_t seen = after.cpu_ns.value() - before.cpu_ns.value();
  CHECK(seen >= inner);
  CHECK(seen <= outer);
}

TEST_CASE("this process: I/O operations are the program's, not the probe's") {
  ProcessProbe probe;
  const ProcessFigures first = probe.read();
  if (!first.io_operations) {
    MESSAGE("SKIPPED: this kernel accounts for no task's I/O");
    return;
  }
  const ProcessFigures before = probe.read();
  CHECK(*before.io_operations == *first.io_operations);

  const MadeUpTree tree;
  const int file = ::open((tree.root() / "written").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  REQUIRE(file >= 0);
  const std::string block(65536, 'x');
  for (int i = 0; i < 10; ++i) REQUIRE(::write(file, block.data(), block.size()) == 65536);
  REQUIRE(::fsync(file) == 0);
  const ProcessFigures after = probe.read();
  ::close(file);
  CHECK(*after.io_operations == *before.io_operations + 10);
  const std::string disk =
      read_machine_facts({.results = tree.root()}).results_filesystem.value_or("");
  if (disk == "ext4" || disk == "xfs") {  // others, such as tmpfs, never reach storage
    CHECK(*after.written_bytes >= *before.written_bytes + 10 * block.size());
  }
}

TEST_CASE("this process: giving the core away shows as context switches, threads as threads") {
  ProcessProbe probe;
  std::latch over(1);
  // Alive throughout: with the first thread a sanitizer starts one of its own.
  std::jthread first([&over] { over.wait(); });
  const ProcessFigures before = probe.read();
  int wake[2], reply[2];
  REQUIRE(::pipe(wake) == 0);
  REQUIRE(::pipe(reply) == 0);
  std::jthread other([&] {
    char byte;
    while (::read(wake[0], &byte, 1) == 1 && ::write(reply[1], &byte, 1) == 1) {
    }
  });
  for (char byte = 0; byte < 20; ++byte) {
    char back = -1;
    REQUIRE(::write(wake[1], &byte, 1) == 1);
    REQUIRE(::read(reply[0], &back, 1) == 1);
    CHECK(back == byte);
  }
  const ProcessFigures during = probe.read();
  CHECK(*during.threads == *before.threads + 1);
  CHECK(*during.voluntary_switches > *before.voluntary_switches);
  ::close(wake[1]);
  other.join();
  over.count_down();
  for (const int end : {wake[0], reply[0], reply[1]}) ::close(end);
}

TEST_CASE("a child counts while it lives, and what it used when it has ended") {
  CHECK_FALSE(has_children());
  ProcessProbe probe;
  const ProcessFigures before = probe.read();
  CHECK(before.processes == 1);
  int hold[2], ready[2];
  REQUIRE(::pipe(hold) == 0);
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(hold[1]);
    timespec used{};
    do {
      ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    } while (used.tv_nsec < 50'000'000 && used.tv_sec == 0);
    char byte = 0;
    const bool told = ::write(ready[1], &byte, 1) == 1;
    const bool held = ::read(hold[0], &byte, 1) == 0;  // until the parent lets go
    ::_exit(told && held ? 0 : 1);
  }
  REQUIRE(child > 0);
  char byte = 0;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  CHECK(has_children());
  const ProcessFigures during = probe.read();
  CHECK(during.processes == 2);
  CHECK(during.cpu_ns.value() >= before.cpu_ns.value() + 50'000'000);
  CHECK(during.rss_bytes.value() > 0);
  const ProcessFigures childs = ProcessProbe(child).read();
  CHECK(childs.cpu_ns.value() >= 50'000'000);
  CHECK(childs.processes == 1);

  ::close(hold[1]);
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  const ProcessFigures after = probe.read();
  CHECK(after.processes == 1);
  CHECK(after.cpu_ns.value() >= before.cpu_ns.value() + 45'000'000);
  CHECK_FALSE(has_children());
  for (const int end : {hold[0], ready[0], ready[1]}) ::close(end);
}

TEST_CASE("open files are counted, those of descendants too") {
  const MadeUpTree tree;
  write(tree, {.pid = 7, .parent = 1});
  write(tree, {.pid = 8, .parent = 7});
  for (const char* file : {"7/fd/0", "7/fd/1", "7/fd/5", "8/fd/0"}) tree.write(file, "");
  CHECK(ProcessProbe(7, tree.root()).read().open_files == 4);
  write(tree, {.pid = 9, .parent = 7});  // with a folder that can't be read
  CHECK_FALSE(ProcessProbe(7, tree.root()).read().open_files);
}

TEST_CASE("a file that this process opens is one more") {
  ProcessProbe probe;
  const auto before = probe.read().open_files;
  REQUIRE(before.has_value());
  const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  REQUIRE(file >= 0);
  CHECK(probe.read().open_files == *before + 1);
  ::close(file);
  CHECK(probe.read().open_files == before);
}

}  // namespace process_probe_test
