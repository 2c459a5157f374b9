// What documents cost in memory: the peak of the resident set and the allocations, for one corpus
// and one set of options. A process's peak only rises, so each set of options wants its own.
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>

#include "engine/documents/engine.h"
#include "harness/probe/allocation_count.h"
#include "harness/result/sample/temporary_folder.h"
#include "scenarios/corpus/corpus.h"

namespace {

constexpr harness::probe::AllocationCount none;

using engine::documents::Engine;
using engine::documents::options::Options;

[[noreturn]] void give_up(const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  std::exit(2);
}

/// A line of /proc/self/io.
std::uint64_t io(std::string_view name) {
  std::ifstream in("/proc/self/io");
  std::string word;
  std::uint64_t value = 0;
  while (in >> word >> value) {
    if (word == name) return value;
  }
  return 0;
}

struct rusage usage() {
  struct rusage found {};
  ::getrusage(RUSAGE_SELF, &found);
  return found;
}

double peak_mib() {
  return static_cast<double>(usage().ru_maxrss) / 1024;
}

/// Of all threads. Other programs on the machine disturb it less than they disturb the time.
double cpu_us() {
  const struct rusage now = usage();
  return static_cast<double>(now.ru_utime.tv_sec + now.ru_stime.tv_sec) * 1e6 +
         static_cast<double>(now.ru_utime.tv_usec + now.ru_stime.tv_usec);
}

Options make_options(int count, char** words) {
  Options options = Options::v2();
  for (int i = 0; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "v1" || word == "v2") {
      options = word == "v1" ? Options::v1() : Options::v2();
      continue;
    }
    const std::size_t equals = word.find('=');
    const engine::documents::options::OptionInfo* option =
        engine::documents::options::find_option(word.substr(0, equals));
    if (option == nullptr || equals == std::string_view::npos) {
      give_up(fmt::format("no option: {}", word));
    }
    const auto set = option->set(options, word.substr(equals + 1));
    if (!set) give_up(set.error().detail);
  }
  options.run.queue_policy = engine::run::QueuePolicy::block;
  return options;
}

/// All documents with the ending, `passes` times, one after the other.
void measure(const std::filesystem::path& folder, std::string_view ending, int passes,
             const Options& options) {
  const auto corpus = scenarios::Corpus::open(folder);
  if (!corpus) give_up(corpus.error().message);
  const harness::result::sample::TemporaryFolder scratch;
  auto engine = Engine::open(options, scratch.path() / "engine.sqlite");
  if (!engine) give_up(engine.error().detail);
  const double before = peak_mib();
  for (int pass = 1; pass <= passes; ++pass) {
    const auto allocated = harness::probe::allocations().value_or(none);
    const std::uint64_t reads = io("syscr:");
    const std::uint64_t read_bytes = io("rchar:");
    const double cpu = cpu_us();
    const auto started = std::chrono::steady_clock::now();
    const std::uint64_t ended = (*engine)->counts().ok + (*engine)->counts().failed;
    std::uint64_t submitted = 0;
    for (const auto& document : corpus->documents()) {
      if (ending != "all" && !document.id.ends_with(ending)) continue;
      (*engine)->submit({.id = document.id, .path = document.path, .bytes = {}},
                        [](const auto&) {});
      ++submitted;
    }
    while ((*engine)->counts().ok + (*engine)->counts().failed < ended + submitted) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    const auto now = harness::probe::allocations().value_or(none);
    const auto each = [&](std::uint64_t count) {
      return static_cast<double>(count) / static_cast<double>(submitted);
    };
    fmt::print(
        "pass {}: {} documents, {} failed, peak {:.1f} MiB ({:.1f} before), {:.1f} documents/s, "
        "{:.1f} us CPU, "
        "{:.1f} allocations, {:.1f} kB allocated, {:.2f} reads, {:.1f} kB read a document\n",
        pass, submitted, (*engine)->counts().failed, peak_mib(), before,
        static_cast<double>(submitted) / took.count(),
        (cpu_us() - cpu) / static_cast<double>(submitted), each(now.count - allocated.count),
        each(now.bytes - allocated.bytes) / 1e3, each(io("syscr:") - reads),
        each(io("rchar:") - read_bytes) / 1e3);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) give_up("prony_memory CORPUS all|.txt|.html|.md PASSES [v1|v2] [OPTION=VALUE ...]");
  const auto folder = scenarios::resolve_corpus(argv[1]);
  if (!folder) give_up(folder.error().message);
  measure(*folder, argv[2], std::atoi(argv[3]), make_options(argc - 4, argv + 4));
}
