#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "harness/gate/files/gate_files.h"
#include "harness/gate/history/history.h"
#include "reports/history/history_page.h"
#include "scenarios/program/commands.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/verdicts/history_text.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using harness::Expected;
using harness::failure;
using harness::gate::history::History;
using harness::gate::history::PlacedGate;

/// The options as they were typed.
struct HistoryWords {
  std::vector<std::string> folders;
  std::string of, out = "results/history";
};

/// The gates' folders: those named, and those in the folder named with --of.
Expected<std::vector<std::string>> gate_folders(const HistoryWords& typed) {
  std::vector<std::string> folders = typed.folders;
  if (typed.of.empty()) {
    if (folders.empty()) return failure("history: name gates' folders, or one of many with --of");
    return folders;
  }
  std::error_code error;
  fs::directory_iterator entries(typed.of, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const fs::path& path = entries->path();
    if (harness::gate::files::is_gate(path)) folders.push_back(path.string());
  }
  if (error) return failure(fmt::format("{}: can't be read: {}", typed.of, error.message()));
  if (folders.empty()) return failure(typed.of + ": no gate's folder in it (with a verdict.json)");
  std::sort(folders.begin(), folders.end());
  return folders;
}

Expected<std::vector<PlacedGate>> read_gates(const std::vector<std::string>& folders) {
  std::vector<PlacedGate> gates;
  for (const std::string& folder : folders) {
    auto gate = harness::gate::files::read_verdict(folder);
    if (!gate) return tl::unexpected(gate.error());
    gates.push_back({folder, std::move(*gate)});
  }
  return gates;
}

/// On a terminal, how many metrics have been searched.
void show_progress(std::size_t metrics, std::size_t all) {
  if (::isatty(STDERR_FILENO) == 0) return;
  std::fprintf(stderr, "\r\033[K");
  if (metrics < all) std::fprintf(stderr, "changes searched in %zu of %zu metrics", metrics, all);
  std::fflush(stderr);
}

int show_history(const HistoryWords& typed) {
  const auto history =
      gate_folders(typed).and_then(read_gates).and_then([](std::vector<PlacedGate>&& gates) {
        return harness::gate::history::history_of(std::move(gates), {}, show_progress);
      });
  if (!history) return complain(history.error().message);
  const auto written = reports::history::write_history(*history, typed.out);
  const fs::path page_folder = written ? fs::path(typed.out) : fs::path();
  std::fputs(history_text(*history, page_folder, terminal_of(STDOUT_FILENO)).c_str(), stdout);
  return written ? done : complain(written.error().message);
}

}  // namespace

void add_history(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "history", "When did it change? Many gates against one reference build, over time.");
  auto typed = std::make_shared<HistoryWords>();
  command->add_option("FOLDER", typed->folders, "Gates' folders, such as results/runs/...");
  command->add_option("--of", typed->of, "A folder whose folders are searched for gates.")
      ->option_text("DIR");
  command
      ->add_option("--out", typed->out,
                   "Where report.html and plots/ go (default: results/history).")
      ->option_text("DIR");
  command->callback([&work = to.work, typed] { work = [typed] { return show_history(*typed); }; });
}

}  // namespace scenarios
