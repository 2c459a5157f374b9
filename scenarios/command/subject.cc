#include "scenarios/command/subject.h"

#include <fmt/format.h>

#include "harness/figure_text.h"
#include "scenarios/command/coprocess_target.h"
#include "scenarios/command/found_program.h"
#include "scenarios/command/process_target.h"
#include "scenarios/command/requests.h"
#include "scenarios/command/settings.h"
#include "scenarios/command/used.h"
#include "scenarios/words/shell_words.h"

namespace scenarios {
namespace {

using command::CommandSettings;
using harness::Expected;
using harness::failure;
using harness::scenario::ItemSet;
using harness::scenario::Prepared;
using harness::scenario::Setting;
using harness::scenario::TargetOrder;
using templates::ItemTable;

constexpr std::uint64_t numbers_by_default = 1000;

Expected<ItemTable> open_table(const std::filesystem::path& file) {
  return file.empty() ? ItemTable::numbers(numbers_by_default) : ItemTable::open(file);
}

Expected<ItemSet> open_command_items(std::string_view chosen) {
  auto table = open_table(chosen);
  if (!table) return tl::unexpected(table.error());
  const auto items = std::make_shared<const ItemTable>(std::move(*table));
  return ItemSet{.folder = chosen,
                 .count = items->count(),
                 .times_default = 1,
                 .name = [items](std::uint64_t item) {
                   std::string scratch;
                   return std::string(items->text(item, 0, scratch));
                 }};
}

/// What can be told without the items.
Expected<void> check_command(const std::string&, const std::vector<Setting>& settings) {
  const auto read = command::read_settings(settings);
  if (!read) return tl::unexpected(read.error());
  if (read->words.front().find('{') != std::string::npos) return {};
  return command::find_program(read->words.front()).map([](const auto&) {});
}

/// What the result files say of it. The words as they were typed: what they take from the
/// environment is not told.
void describe(const CommandSettings& settings, Prepared& prepared) {
  auto& all = prepared.parameters;
  all.emplace_back("command", join_words(settings.words));
  if (settings.input) all.emplace_back("input", *settings.input);
  all.emplace_back("timeout", harness::time_text(settings.timeout));
  all.emplace_back("parallel", std::to_string(settings.parallel));
  for (const auto& [name, value] : settings.own) all.emplace_back(name, value);
  prepared.engine = "command";
  prepared.workers = static_cast<double>(settings.parallel);
  prepared.resources = harness::scenario::Resources::other_processes;
}

Expected<void> make_processes(const TargetOrder& order, const CommandSettings& settings,
                              std::shared_ptr<const command::Requests> requests,
                              Prepared& prepared) {
  const auto empty_run = command::time_empty_run();
  prepared.parameters.emplace_back("a process for each request",
                                   "its start belongs to its latency");
  if (empty_run) {
    prepared.parameters.emplace_back("empty run, ms",
                                     fmt::format("{:.3g}", harness::milliseconds(*empty_run)));
  }
  prepared.target = std::make_unique<command::ProcessTarget>(order.clock, settings,
                                                             std::move(requests), empty_run);
  return {};
}

Expected<void> make_coprocesses(const TargetOrder& order, const CommandSettings& settings,
                                std::shared_ptr<const command::Requests> requests,
                                Prepared& prepared) {
  auto target = command::CoprocessTarget::start(order.clock, settings, std::move(requests));
  if (!target) return tl::unexpected(target.error());
  prepared.parameters.emplace_back("coprocesses", std::to_string(settings.parallel));
  prepared.parameters.emplace_back("framing", std::string(to_string(settings.framing)));
  if (!settings.expected.empty()) prepared.parameters.emplace_back("expect", settings.expected);
  prepared.target = std::move(*target);
  return {};
}

Expected<Prepared> make_command_target(const TargetOrder& order) {
  const auto settings = command::read_settings(order.settings);
  if (!settings) return tl::unexpected(settings.error());
  auto table = open_table(order.corpus);
  if (!table) return tl::unexpected(table.error());
  auto made = command::Requests::make(*settings, std::move(*table));
  if (!made) return tl::unexpected(made.error());
  const auto requests = std::make_shared<const command::Requests>(std::move(*made));
  Prepared prepared;
  describe(*settings, prepared);
  prepared.describe = [requests](std::uint64_t item) { return requests->name(item); };
  const auto make = settings->answers_many ? make_coprocesses : make_processes;
  return make(order, *settings, requests, prepared).map([&] { return std::move(prepared); });
}

}  // namespace

harness::scenario::Subject command_subject() {
  harness::scenario::Subject subject;
  subject.name = "command";
  subject.description = "A program: a process for each request, or some that answer one by one.";
  subject.make_target = make_command_target;
  subject.settings = command::setting_infos();
  subject.check = check_command;
  subject.open_items = open_command_items;
  subject.workers = "parallel";
  return subject;
}

}  // namespace scenarios
