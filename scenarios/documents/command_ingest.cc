// The command that takes a folder's documents into a database.
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "scenarios/documents/commands.h"
#include "scenarios/documents/ingest_text.h"
#include "scenarios/documents/targets/engine_target.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/interrupts.h"
#include "scenarios/terminal/terminal.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using engine::documents::Engine;
using engine::documents::ingest::Ingest;
using engine::documents::ingest::Walk;
using harness::Expected;
using harness::failure;

constexpr std::chrono::seconds long_parse{2};  // after which people want to know where it is
constexpr std::size_t most_listed = 100'000;
constexpr int help_width = 80;

/// What `ingest` sets before what was typed: it waits rather than refuses, repeats nothing, and
/// leaves no file but the database.
const std::vector<harness::scenario::Setting> own_settings{{"queue.policy", "block"},
                                                           {"state.resume", "on"},
                                                           {"state.keep", "on"},
                                                           {"cache.prefetch", "off"},
                                                           {"telemetry", "off"}};

/// The options as they were typed.
struct IngestWords {
  std::string folder;
  std::string database = "library.sqlite";
  std::string engine = "v2";
  std::vector<std::string> settings;
  bool retry_quarantined = false;
};

Expected<engine::documents::options::Options> read_options(const IngestWords& typed) {
  std::vector<harness::scenario::Setting> settings = own_settings;
  for (const std::string& text : typed.settings) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
      return failure(fmt::format("--set {}: write NAME=VALUE, such as --set workers=4", text));
    }
    settings.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return engine_options(typed.engine, settings, 0)
      .and_then([](engine::documents::options::Options options) {
        if (options.second_level.redis != own_redis)
          return Expected<engine::documents::options::Options>(std::move(options));
        return Expected<engine::documents::options::Options>(
            failure("cache.redis=own is for runs; ingest takes an address or off"));
      });
}

/// Counts the folder's documents while others are worked on already.
class Count {
 public:
  explicit Count(const fs::path& folder)
      : thread_([this, folder](const std::stop_token& stop) {
          auto walk = Walk::open(folder);
          std::uint64_t files = 0;
          while (walk && !stop.stop_requested() && walk->next()) ++files;
          if (walk && !stop.stop_requested()) files_.store(files);
        }) {}

  std::optional<std::uint64_t> files() const {
    const std::uint64_t files = files_.load();
    return files == unknown ? std::nullopt : std::optional(files);
  }

 private:
  static constexpr std::uint64_t unknown = UINT64_MAX;
  std::atomic<std::uint64_t> files_{unknown};
  std::jthread thread_;
};

/// Says how far it is: one line written over and over on a terminal, elsewhere one now and then.
class Reporter {
 public:
  explicit Reporter(std::function<IngestProgress()> ask)
      : ask_(std::move(ask)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

 private:
  void run(const std::stop_token& stop) {
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    const auto pause = terminal ? std::chrono::milliseconds(250) : std::chrono::seconds(10);
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    while (!wake.wait_for(lock, stop, pause, [&] { return stop.stop_requested(); })) {
      if (stop.stop_requested()) break;
      const std::string line = ingest_line(ask_(), terminal_of(STDERR_FILENO).width - 1);
      std::fprintf(stderr, terminal ? "\r\033[K%s" : "%s\n", line.c_str());
      std::fflush(stderr);
    }
    if (terminal) std::fputs("\r\033[K", stderr);
  }

  std::function<IngestProgress()> ask_;
  std::jthread thread_;
};

std::uint64_t size_of(const fs::path& database) {
  std::uint64_t bytes = 0;
  for (const char* const ending : {"", "-wal"}) {
    std::error_code error;
    const auto size = fs::file_size(fs::path(database).concat(ending), error);
    if (!error) bytes += size;
  }
  return bytes;
}

int exit_code(const IngestEnd& end) {
  if (!end.is_over) return inconclusive;
  const auto& tally = end.progress.tally;
  return tally.failed + tally.shed + end.walked.closed_folders == 0 ? done : missed;
}

engine::Expected<void> let_all_back(Engine& engine) {
  return engine.quarantined(most_listed).and_then([&](const auto& listed) {
    return engine.let_back(listed);
  });
}

int ingest(const IngestWords& typed) {
  const auto options = read_options(typed);
  if (!options) return complain(options.error().message);
  auto walk = Walk::open(typed.folder);
  if (!walk) return complain(walk.error().detail);
  const Interrupts interrupts("\nstopping; what was taken in is finished (again: end at once)\n");
  auto engine = Engine::open(*options, typed.database);
  if (!engine) return complain(fmt::format("{}: {}", typed.database, engine.error().detail));
  if (typed.retry_quarantined) {
    if (auto back = let_all_back(**engine); !back) return complain(back.error().detail);
  }
  const auto began = std::chrono::steady_clock::now();
  const Count count(typed.folder);
  Ingest ingest(**engine, *walk);
  const auto progress = [&] {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - began;
    IngestProgress at{ingest.tally(), count.files(), passed.count(), {}};
    const auto parsing = (*engine)->progress();
    if (!parsing.empty() && std::chrono::steady_clock::now() - parsing.front().since > long_parse) {
      at.longest = parsing.front();
    }
    return at;
  };
  IngestEnd end;
  end.database = typed.database;
  {
    const Reporter reporter(progress);
    end.is_over = ingest.run(interrupts.token());
  }
  (*engine)->stop();
  end.progress = progress();
  end.walked = walk->walked();
  if (auto set_aside = (*engine)->quarantined(most_listed)) end.set_aside = *std::move(set_aside);
  engine->reset();  // which folds the log into the file
  end.database_bytes = size_of(typed.database);
  std::fputs(ingest_text(end, terminal_of(STDOUT_FILENO).width).c_str(), stdout);
  return exit_code(end);
}

}  // namespace

void add_ingest(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "ingest",
      "Take a folder's documents into a database: text, chunks, language, keywords, summary, "
      "full-text index.");
  const auto paragraph = [](std::string_view text) { return wrapped(text, "", "", help_width); };
  command->footer(
      paragraph(
          "The folder and those below it are searched for the formats that the engine knows, "
          "by name; links to folders are not followed. Whatever ends it (Ctrl-C, a crash, a "
          "power cut), the same command does what is missing and repeats nothing: a file that "
          "is as it was is not even read, one that failed for what is in its bytes is not "
          "tried again.") +
      "\n" +
      paragraph("With other settings, such as --set chunk.size=1000, only what depends on them is "
                "done again, from the texts that the database keeps (--set state.keep=off: a "
                "smaller database, and all is parsed again then). Files that have gone since stay "
                "in the database.") +
      "\n" + paragraph("Ends with 0; with 1 if documents failed; with 3 if it was ended early."));
  auto typed = std::make_shared<IngestWords>();
  command->add_option("FOLDER", typed->folder, "Where the documents are.")->required();
  command->add_option("--database", typed->database,
                      "SQLite file, made if it is not there (library.sqlite).");
  command->add_option("--engine", typed->engine, "Preset to begin with: v1 or v2 (v2).");
  command
      ->add_option("--set", typed->settings,
                   "NAME=VALUE: an engine switch; may be given more than once. ./prony list "
                   "--engine has them all.")
      ->allow_extra_args(false);
  command->add_flag(
      "--retry-quarantined", typed->retry_quarantined,
      "Try what was set aside as poison (it crashed its parser, took too much time or "
      "memory, or failed in every attempt) again.");
  command->callback([&work = to.work, typed] { work = [typed] { return ingest(*typed); }; });
}

}  // namespace scenarios
