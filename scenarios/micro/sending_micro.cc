// What of a fast engine's own speed is left when the harness drives it: the same reads by a loop of
// the engine's own, by a closed loop whose threads call the engine, and through ClientThreads.
#include <benchmark/benchmark.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <thread>
#include <unordered_map>
#include <vector>

#include "harness/drive/client_threads.h"
#include "harness/drive/closed_loop.h"

namespace {

using harness::Completion;
using harness::Outcome;
using harness::Request;
using harness::mix::RequestMix;

constexpr std::uint64_t rows = 200'000;
constexpr std::size_t row_bytes = 100;
constexpr auto measured = std::chrono::milliseconds(300);

/// A hash map in memory: some hundred nanoseconds a read.
class MapReads {
 public:
  MapReads() {
    for (std::uint64_t key = 0; key < rows; ++key) map_[key] = std::string(row_bytes, 'x');
  }
  std::size_t read(std::uint64_t key) const { return map_.find(key)->second.size(); }

 private:
  std::unordered_map<std::uint64_t, std::string> map_;
};

/// A table of SQLite's, a connection a thread: some microseconds a read.
class SqliteReads {
 public:
  SqliteReads()
      : file_(std::filesystem::temp_directory_path() /
              ("prony-sending-micro-" + std::to_string(getpid()))) {
    std::filesystem::remove(file_);
    sqlite3* connection = nullptr;
    sqlite3_open(file_.c_str(), &connection);
    const std::string fill =
        "CREATE TABLE t(key INTEGER PRIMARY KEY, value TEXT); WITH RECURSIVE k(i) AS (SELECT 0 "
        "UNION ALL SELECT i + 1 FROM k WHERE i < " +
        std::to_string(rows - 1) + ") INSERT INTO t SELECT i, printf('%0" +
        std::to_string(row_bytes) + "d', i) FROM k;";
    sqlite3_exec(connection, fill.c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(connection);
  }
  ~SqliteReads() { std::filesystem::remove(file_); }

  std::size_t read(std::uint64_t key) const {
    thread_local const Connection connection(file_.c_str());
    sqlite3_bind_int64(connection.select, 1, static_cast<sqlite3_int64>(key));
    const bool found = sqlite3_step(connection.select) == SQLITE_ROW;
    const int bytes = found ? sqlite3_column_bytes(connection.select, 0) : 0;
    sqlite3_reset(connection.select);
    return static_cast<std::size_t>(bytes);
  }

 private:
  struct Connection {
    explicit Connection(const char* file) {
      sqlite3_open_v2(file, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
      sqlite3_prepare_v2(database, "SELECT value FROM t WHERE key = ?", -1, &select, nullptr);
    }
    ~Connection() {
      sqlite3_finalize(select);
      sqlite3_close(database);
    }
    sqlite3* database = nullptr;
    sqlite3_stmt* select = nullptr;
  };

  const std::filesystem::path file_;
};

template <class Reads>
const Reads& reads() {
  static const Reads the_reads;
  return the_reads;
}

RequestMix any_row(std::uint64_t seed) {
  return RequestMix::make({.choice = harness::mix::Choice::uniform, .classes = {}}, rows, seed)
      .value();
}

/// As the engine's own benchmark program would: threads that do nothing else.
template <class Reads>
void own_loop(benchmark::State& state) {
  const Reads& engine = reads<Reads>();
  std::atomic<std::uint64_t> done{0};
  for (auto _ : state) {
    std::vector<std::jthread> threads;
    for (std::int64_t t = 0; t < state.range(0); ++t) {
      threads.emplace_back([&, t] {
        harness::RealClock clock;
        RequestMix mix = any_row(static_cast<std::uint64_t>(t));
        std::uint64_t count = 0;
        const harness::Instant end = clock.now() + measured;
        while (clock.now() < end) {
          for (int i = 0; i < 32; ++i) benchmark::DoNotOptimize(engine.read(*mix.next()));
          count += 32;
        }
        done += count;
      });
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(done.load()));
}

template <class Reads>
class ReadTarget final : public harness::Target {
 public:
  explicit ReadTarget(harness::Clock& clock) : clock_(clock) {}
  std::uint64_t population() const override { return rows; }
  bool concurrent() const override { return true; }
  void submit(const Request& request, Completion done) override {
    const bool found = reads<Reads>().read(request.item) == row_bytes;
    done(found ? Outcome::ok : Outcome::failed, done.sent(), clock_.now());
  }

 private:
  harness::Clock& clock_;
};

template <class Reads>
class QueuedTarget final : public harness::Target {
 public:
  QueuedTarget(harness::Clock& clock, std::size_t threads)
      : clients_(
            clock, threads, 1000, harness::drive::ClientThreads::Work([](const Request& request) {
              return reads<Reads>().read(request.item) == row_bytes ? Outcome::ok : Outcome::failed;
            })) {}
  std::uint64_t population() const override { return rows; }
  void submit(const Request& request, Completion done) override { clients_.submit(request, done); }

 private:
  harness::drive::ClientThreads clients_;
};

void drive(benchmark::State& state, harness::Clock& clock, harness::Target& target,
           std::size_t clients, std::size_t threads) {
  std::uint64_t done = 0;
  for (auto _ : state) {
    harness::record::Recorder recorder(1, 0);
    RequestMix mix = any_row(1);
    const harness::Duration length = measured;
    harness::drive::ClosedLoop loop(clock, target, recorder, clients, {}, harness::Duration::max(),
                                    threads);
    loop.run(mix, std::span(&length, 1), clock.now(), std::chrono::seconds(10), {});
    done += recorder.take().at(0).outcomes.ok;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(done));
}

template <class Reads>
void closed_loop(benchmark::State& state) {
  reads<Reads>();
  harness::RealClock clock;
  ReadTarget<Reads> target(clock);
  const auto threads = static_cast<std::size_t>(state.range(0));
  drive(state, clock, target, threads, threads);
}

template <class Reads>
void client_threads(benchmark::State& state) {
  reads<Reads>();
  harness::RealClock clock;
  const auto threads = static_cast<std::size_t>(state.range(0));
  QueuedTarget<Reads> target(clock, threads);
  drive(state, clock, target, 2 * threads, 1);
}

// Reads a second: the closed loop's by the own loop's is what the harness leaves.
BENCHMARK(own_loop<MapReads>)->Arg(1)->Arg(2)->UseRealTime();
BENCHMARK(closed_loop<MapReads>)->Arg(1)->Arg(2)->UseRealTime();
BENCHMARK(client_threads<MapReads>)->Arg(1)->Arg(2)->UseRealTime();
BENCHMARK(own_loop<SqliteReads>)->Arg(1)->Arg(2)->UseRealTime();
BENCHMARK(closed_loop<SqliteReads>)->Arg(1)->Arg(2)->UseRealTime();
BENCHMARK(client_threads<SqliteReads>)->Arg(1)->Arg(2)->UseRealTime();

}  // namespace
