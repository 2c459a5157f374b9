// Processes that belong to what is measured without being this program's children.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <memory>
#include <thread>

#include "harness/probe/machine_probe.h"
#include "harness/probe/made_up_process.h"
#include "harness/probe/process_probe.h"
#include "harness/probe/usage.h"

namespace followed_test {

using namespace harness::probe;

namespace {

NamedProcess named(const MadeUpTree& tree, pid_t pid) {
  const auto found = find_process(pid, tree.root());
  REQUIRE(found);
  return *found;
}

/// This program (7), a server beside it (20) with a worker (21), and a stranger (30).
void write_server_beside(const MadeUpTree& tree) {
  write(tree, {.pid = 1, .parent = 0, .ticks = 1000});
  write(tree, {.pid = 7, .parent = 1, .ticks = 1, .rss_kib = 10, .peak_kib = 11, .io = 1});
  write(tree, {.pid = 20, .parent = 1, .ticks = 20, .rss_kib = 200, .peak_kib = 900, .io = 5},
        "server");
  write(tree, {.pid = 21, .parent = 20, .ticks = 30, .rss_kib = 300, .io = 7});
  write(tree, {.pid = 30, .parent = 1, .ticks = 400, .rss_kib = 4000});
}

}  // namespace

TEST_CASE("a named server counts with its children, and nobody else does") {
  const MadeUpTree tree;
  write_server_beside(tree);
  ProcessProbe probe(7, tree.root());
  CHECK(probe.read().cpu_ns == ticks_ns(1));
  probe.follow({named(tree, 20)});
  const ProcessFigures figures = probe.read();
  CHECK(figures.cpu_ns == ticks_ns(1 + 20 + 30));
  CHECK(figures.rss_bytes == 510 * 1024);
  CHECK(figures.rss_peak_bytes == 510 * 1024);  // the largest sum seen
  CHECK(figures.io_operations == 2 + 6 + 8);
  CHECK(figures.written_bytes == 3 * 8192);
  CHECK(figures.minor_faults == 1 + 20 + 30);
  CHECK(figures.major_faults == 3 * (1 + 2));
  CHECK(figures.voluntary_switches == 3);
  CHECK(figures.threads == 3);
  CHECK(figures.processes == 3);
  CHECK(probe.lost().empty());
}

TEST_CASE("each process counts once, whoever is named") {
  const MadeUpTree tree;
  write_server_beside(tree);
  write(tree, {.pid = 8, .parent = 7, .ticks = 2});
  ProcessProbe probe(7, tree.root());
  SUBCASE("a child of this program, and a child of another named one") {
    probe.follow({named(tree, 21), named(tree, 8), named(tree, 20)});
  }
  SUBCASE("the same twice") {
    probe.follow({named(tree, 20), named(tree, 20)});
  }
  CHECK(probe.read().cpu_ns == ticks_ns(1 + 2 + 20 + 30));
  CHECK(probe.read().processes == 4);
  CHECK(probe.lost().empty());
}

TEST_CASE("what a server used until it ended stays, what it held is free, and its end is told") {
  const MadeUpTree tree;
  write_server_beside(tree);
  ProcessProbe probe(7, tree.root());
  probe.follow({named(tree, 20)});
  REQUIRE(probe.read().processes == 3);
  SUBCASE("gone") {
    std::filesystem::remove_all(tree.root() / "20");
  }
  SUBCASE("a zombie") {
    write(tree, {.pid = 20, .parent = 1, .state = 'Z', .ticks = 20});
  }
  SUBCASE("its number is another program's by now") {
    write(tree, {.pid = 20, .parent = 1, .ticks = 7777, .rss_kib = 7777, .started = 100});
  }
  write(tree, {.pid = 21, .parent = 1, .ticks = 35, .rss_kib = 300});  // init's from now on
  for (int i = 0; i < 2; ++i) {
    const ProcessFigures after = probe.read();
    CHECK(after.cpu_ns == ticks_ns(1 + 20 + 30));
    CHECK(after.rss_bytes == 10 * 1024);
    CHECK(after.processes == 1);
    CHECK(after.io_operations == 2 + 6 + 8);
    REQUIRE(probe.lost().size() == 1);  // once, however often it is looked for
    CHECK(probe.lost()[0].starts_with("server (20) ended"));
  }
}

TEST_CASE("a server whose number was given away says so") {
  const MadeUpTree tree;
  write_server_beside(tree);
  ProcessProbe probe(7, tree.root());
  const NamedProcess server = named(tree, 20);
  write(tree, {.pid = 20, .parent = 1, .ticks = 7777, .started = 100});
  probe.follow({server});
  CHECK(probe.read().cpu_ns == ticks_ns(1));
  REQUIRE(probe.lost().size() == 1);
  CHECK(probe.lost()[0] == "server (20) ended, and another program has its number");
  std::filesystem::remove_all(tree.root() / "21");
  // In its place a child of ours may have come to be, which counts as that.
  write(tree, {.pid = 20, .parent = 7, .ticks = 5, .started = 101});
  CHECK(probe.read().cpu_ns == ticks_ns(1 + 5));
}

TEST_CASE("of a program that only asks, its own use is no part of the target's") {
  const MadeUpTree tree;
  write_server_beside(tree);
  write(tree, {.pid = 7, .parent = 1, .ticks = 100, .waited_ticks = 3, .rss_kib = 1000, .io = 1});
  write(tree, {.pid = 8, .parent = 7, .ticks = 2, .rss_kib = 50, .io = 3});
  ProcessProbe probe(7, tree.root());
  probe.follow({named(tree, 20)}, Resources::other_processes);
  const ProcessFigures figures = probe.read();
  CHECK(figures.cpu_ns == ticks_ns(3 + 2 + 20 + 30));  // of children that have ended, too
  CHECK(figures.asking_cpu_ns == ticks_ns(100));
  CHECK(figures.rss_bytes == (50 + 200 + 300) * 1024);
  CHECK(figures.processes == 3);
  CHECK_FALSE(figures.io_operations);  // the ended child's can't be told from the asking one's
}

TEST_CASE("as long as no child has ended, the target's I/O operations are known") {
  const MadeUpTree tree;
  write_server_beside(tree);
  ProcessProbe probe(7, tree.root());
  probe.follow({named(tree, 20)}, Resources::other_processes);
  CHECK(probe.read().io_operations == 6 + 8);
}

TEST_CASE("where no process of the target is there, its memory is unknown, not none") {
  const MadeUpTree tree;
  write(tree, {.pid = 1, .parent = 0, .ticks = 1000});
  write(tree, {.pid = 7, .parent = 1, .ticks = 1, .waited_ticks = 4, .rss_kib = 10});
  ProcessProbe probe(7, tree.root());
  probe.follow({}, Resources::other_processes);
  CHECK(probe.read().cpu_ns == ticks_ns(4));
  CHECK_FALSE(probe.read().rss_bytes);
}

TEST_CASE("of a server that nobody named nothing is known but what asking took") {
  const MadeUpTree tree;
  write_server_beside(tree);
  ProcessProbe probe(7, tree.root());
  probe.follow({}, Resources::unknown);
  const ProcessFigures figures = probe.read();
  CHECK_FALSE(figures.cpu_ns);
  CHECK_FALSE(figures.rss_bytes);
  CHECK_FALSE(figures.rss_peak_bytes);
  CHECK(figures.asking_cpu_ns == ticks_ns(1));
}

TEST_CASE("a named server's CPU time is none of the other programs'") {
  const MadeUpTree tree;
  write_server_beside(tree);
  Sampler sampler(ProcessProbe(7, tree.root()), MachineProbe(tree.root()),
                  GroupProbe(tree.root(), tree.root()));
  const auto hz = static_cast<int>(::sysconf(_SC_CLK_TCK));
  const auto take = [&](int second, int server_ticks) {
    tree.write("stat", fmt::format("cpu {} 0 0 {} 0 0 0 0\ncpu0 1 0 0 0 0 0 0 0\ncpu1 1\n",
                                   server_ticks, 2 * hz * second - server_ticks));
    write(tree, {.pid = 20, .parent = 1, .ticks = server_ticks}, "server");
    return sampler.take(harness::Instant(std::chrono::seconds(second)));
  };
  const Usage alone = usage_between(take(1, hz / 2), take(2, hz));
  CHECK(alone.machine_cpu_cores.value() == doctest::Approx(0.5));
  CHECK(alone.cpu_cores.value() == doctest::Approx(0));
  sampler.follow({named(tree, 20)});
  const Usage with = usage_between(take(3, 2 * hz), take(4, 3 * hz));
  CHECK(with.machine_cpu_cores.value() == doctest::Approx(1));
  CHECK(with.cpu_cores.value() == doctest::Approx(1));
}

namespace {

/// A process that is no child of this one: it holds 32 MiB, has spun for 50 ms, and waits.
class Beside {
 public:
  Beside() {
    REQUIRE(::pipe(hold_) == 0);
    int told[2];
    REQUIRE(::pipe(told) == 0);
    const pid_t middle = ::fork();
    if (middle == 0) {
      if (::fork() == 0) be_server(told[1]);
      ::_exit(0);  // and the server is init's
    }
    REQUIRE(::waitpid(middle, nullptr, 0) == middle);
    ::close(hold_[0]);
    ::close(told[1]);
    REQUIRE(::read(told[0], &pid_, sizeof pid_) == static_cast<ssize_t>(sizeof pid_));
    ::close(told[0]);
  }
  ~Beside() { end(); }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  pid_t pid() const { return pid_; }

  /// Returns when it has ended.
  void end() {
    if (hold_[1] < 0) return;
    ::close(hold_[1]);
    hold_[1] = -1;
    while (find_process(pid_)) std::this_thread::yield();  // nobody may have waited for it
  }

 private:
  [[noreturn]] void be_server(int told) const {
    ::close(hold_[1]);
    constexpr std::size_t size = std::size_t{32} << 20;
    const auto memory = std::make_unique<char[]>(size);
    std::memset(memory.get(), 1, size);
    timespec used{};
    do {
      ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    } while (used.tv_nsec < 50'000'000 && used.tv_sec == 0);
    const pid_t self = ::getpid();
    char byte = static_cast<char>(memory[size - 1]);
    const bool said = ::write(told, &self, sizeof self) == static_cast<ssize_t>(sizeof self);
    const bool held = ::read(hold_[0], &byte, 1) == 0;
    ::_exit(said && held ? 0 : 1);
  }

  int hold_[2] = {-1, -1};
  pid_t pid_ = 0;
};

}  // namespace

TEST_CASE("a real process beside this one is followed until it ends") {
  Beside server;
  ProcessProbe probe;
  const ProcessFigures without = probe.read();
  CHECK(without.processes == 1);
  auto named_server = find_process(server.pid());
  REQUIRE(named_server);
  CHECK(is_alive(*named_server));
  probe.follow({*named_server});
  const ProcessFigures with = probe.read();
  CHECK(with.processes == 2);
  CHECK(*with.cpu_ns >= *without.cpu_ns + 50'000'000);
  CHECK(*with.rss_bytes >= *without.rss_bytes + (std::uint64_t{30} << 20));
  server.end();
  CHECK_FALSE(is_alive(*named_server));
  const ProcessFigures after = probe.read();
  CHECK(after.processes == 1);
  CHECK(*after.cpu_ns >= *with.cpu_ns);
  CHECK(probe.lost().size() == 1);
}

#ifndef __SANITIZE_THREAD__  // with which vfork is fork
TEST_CASE("what is about to become another program does not count with our memory") {
  std::array<int, 2> go{};
  REQUIRE(::pipe(go.data()) == 0);
  std::atomic<pid_t> child = 0;
  std::thread starter([&] {
    const pid_t pid = ::vfork();
    if (pid == 0) {
      child = ::getpid();
      char byte = 0;
      static_cast<void>(!::read(go[0], &byte, 1));
      ::_exit(0);
    }
    ::waitpid(pid, nullptr, 0);
  });
  while (child == 0) std::this_thread::yield();
  ProcessProbe probe;
  probe.follow({}, Resources::other_processes);
  const ProcessFigures figures = probe.read();
  static_cast<void>(!::write(go[1], "x", 1));
  starter.join();
  for (const int end : go) ::close(end);
  CHECK(figures.processes == 1);
  CHECK(figures.rss_bytes == 0);
}
#endif

}  // namespace followed_test
