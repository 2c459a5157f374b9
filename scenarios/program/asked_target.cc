#include "scenarios/program/asked_target.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;
using harness::child::TargetWords;
using harness::scenario::Subject;

/// The items that were chosen, or so many of them.
Expected<std::filesystem::path> find_items(const TargetWords& words, const Subject& subject) {
  std::filesystem::path folder;
  if (!words.items.empty()) {
    if (!subject.open_items) return failure("--corpus does not fit");
    auto items = subject.open_items(words.items);
    if (!items) return tl::unexpected(items.error());
    folder = std::move(items->folder);
  }
  if (words.most_items == 0 || !subject.sample_items) return folder;
  return subject.sample_items(folder, words.most_items, words.scratch / "items");
}

Expected<std::vector<harness::probe::NamedProcess>> find_processes(const TargetWords& words) {
  std::vector<harness::probe::NamedProcess> processes;
  for (const pid_t pid : words.processes) {
    auto found = harness::probe::find_process(pid);
    if (!found) return tl::unexpected(found.error());
    processes.push_back(std::move(*found));
  }
  return processes;
}

}  // namespace

Expected<AskedTarget> find_target(const TargetWords& words, const Catalogue& catalogue) {
  const auto entry = catalogue.on(words.source.empty() ? words.subject : words.source.string());
  if (!entry) return tl::unexpected(entry.error());
  const Subject& subject = (*entry)->subject;
  auto items = find_items(words, subject);
  if (!items) return tl::unexpected(items.error());
  auto processes = find_processes(words);
  if (!processes) return tl::unexpected(processes.error());
  return AskedTarget{.subject = subject,
                     .preset = words.preset.empty() ? subject.preset : words.preset,
                     .items = std::move(*items),
                     .processes = std::move(*processes)};
}

}  // namespace scenarios
