#include "scenarios/command/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <thread>

#include "harness/nearest.h"
#include "harness/quantity.h"
#include "harness/this_program.h"
#include "scenarios/words/shell_words.h"

namespace scenarios::command {
namespace {

using harness::Expected;
using harness::failure;
using harness::scenario::Setting;
using harness::scenario::SettingInfo;

constexpr std::size_t most_processes = 1000;
constexpr int largest_exit = 255;
constexpr harness::Duration shortest_timeout = std::chrono::milliseconds(1);
constexpr harness::Duration longest_timeout = std::chrono::hours(24);

std::size_t cores() {
  return std::max(1U, std::thread::hardware_concurrency());
}

std::optional<std::size_t> whole(std::string_view text, std::size_t least, std::size_t most) {
  std::size_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end || number < least || number > most) return {};
  return number;
}

Expected<std::size_t> processes(std::string_view text) {
  if (const auto number = whole(text, 1, most_processes)) return *number;
  return failure(fmt::format("'{}' is no number from 1 to {}", text, most_processes));
}

Expected<std::vector<int>> exits(std::string_view text) {
  std::vector<int> all;
  while (true) {
    const std::string_view one = text.substr(0, text.find(','));
    const auto number = whole(one, 0, largest_exit);
    if (!number) {
      return failure(fmt::format("'{}' is no exit code from 0 to {}", one, largest_exit));
    }
    all.push_back(static_cast<int>(*number));
    if (one.size() == text.size()) return all;
    text.remove_prefix(one.size() + 1);
  }
}

Expected<Heard> heard(std::string_view text) {
  if (text == "errors") return Heard::errors;
  if (text == "all") return Heard::all;
  if (text == "none") return Heard::nothing;
  return failure(fmt::format("'{}' is none of errors, all, none", text));
}

Expected<harness::Duration> time_limit(std::string_view text) {
  const auto length = harness::parse_duration(text);
  if (!length) return length;
  if (*length < shortest_timeout || *length > longest_timeout) {
    return failure(fmt::format("{} is not from 1ms to 24h", text));
  }
  return length;
}

Expected<std::vector<std::string>> command_words(std::string_view text) {
  auto words = split_words(text);
  if (words && words->empty()) return failure("it is empty");
  return words;
}

/// Puts a value into the member, or tells what is wrong with it.
template <class Member, class Value>
Expected<void> take(Member& member, Expected<Value> value) {
  if (!value) return tl::unexpected(value.error());
  member = std::move(*value);
  return {};
}

/// False: there is no setting of that name.
Expected<bool> set(CommandSettings& to, const std::string& name, const std::string& value) {
  const auto known = [](const Expected<void>& taken) { return taken.map([] { return true; }); };
  if (name == "command") return known(take(to.words, command_words(value)));
  if (name == "timeout") return known(take(to.timeout, time_limit(value)));
  if (name == "ok_exit") return known(take(to.ok_exits, exits(value)));
  if (name == "output") return known(take(to.heard, heard(value)));
  if (name == "framing") return known(take(to.framing, read_framing(value)));
  if (name == "coprocess") {
    to.answers_many = value != "off";
    return to.answers_many ? known(take(to.parallel, processes(value))) : Expected<bool>(true);
  }
  if (name == "parallel") return known(take(to.parallel, processes(value)));
  if (name == "input") {
    to.input = value;
  } else if (name == "expect") {
    to.expected = value;
  } else {
    return false;
  }
  return true;
}

/// Does any template have a place of that name?
bool is_a_place(const CommandSettings& settings, const std::string& name) {
  const auto in = [&](const std::string& text) {
    return std::ranges::count(templates::names_in(text), name) > 0;
  };
  return std::ranges::any_of(settings.words, in) || in(settings.input.value_or(""));
}

tl::unexpected<harness::Error> unknown(const std::string& name) {
  const std::vector<SettingInfo> infos = setting_infos();
  std::vector<std::string_view> names;
  for (const SettingInfo& info : infos) names.push_back(info.name);
  const auto near = harness::nearest(name, names);
  return failure(fmt::format(
      "there is no setting '{}'; {}", name,
      near ? fmt::format("did you mean {}?", *near)
           : fmt::format("one of your own has a place {{{}}} in the command or its input", name)));
}

Expected<void> check_together(const CommandSettings& read, std::span<const Setting> settings) {
  const auto said = [&](const char* name) {
    return std::ranges::find(settings, name, &Setting::first) != settings.end();
  };
  for (const char* const name : {"framing", "expect"}) {
    if (!read.answers_many && said(name)) {
      return failure(
          fmt::format("{} is of processes that answer many requests: coprocess=2", name));
    }
  }
  for (const char* const name : {"ok_exit", "output"}) {
    if (read.answers_many && said(name)) {
      return failure(fmt::format("{} is of a process a request, so not with coprocess", name));
    }
  }
  return {};
}

}  // namespace

std::vector<SettingInfo> setting_infos() {
  return {
      {.name = "command",
       .values = "words, quoted as for a shell; {item}, {id} and fields stand for a request's",
       .help = "The program and its arguments, without a shell: the words behind -- say the same",
       .presets = {},
       .option = "--"},
      {.name = "input",
       .values = "text with {item}, {id} and fields",
       .help = "What the program reads from its stdin (nothing); with coprocess: the request "
               "({item})",
       .presets = {},
       .option = "--input"},
      {.name = "timeout",
       .values = "1ms to 24h",
       .help = "After that a request has failed, and its process group is killed (1min)",
       .presets = {},
       .option = "--timeout"},
      {.name = "ok_exit",
       .values = "exit codes, by commas",
       .help = "Those with which a request is ok (0)",
       .presets = {},
       .option = "--ok-exit"},
      {.name = "output",
       .values = "errors, all, none",
       .help = "What is read of the program's output, so that its last line tells why it failed; "
               "the rest goes to /dev/null (errors)",
       .presets = {}},
      {.name = "parallel",
       .values = "1 to 1000",
       .help = "How many processes run at once (as many as there are cores)",
       .presets = {},
       .option = "--parallel"},
      {.name = "coprocess",
       .values = "off, or 1 to 1000",
       .help = "So many processes in parallel that each answer one request after the other: a line "
               "in, a line out (off)",
       .presets = {},
       .option = "--coprocess"},
      {.name = "framing",
       .values = "line, nul, length (4 bytes, highest first), decimal (digits and a line feed)",
       .help = "How requests and answers of a coprocess end, or what stands before them (line)",
       .presets = {},
       .option = "--framing"},
      {.name = "expect",
       .values = "text",
       .help = "What each answer of a coprocess holds (anything, but it is not empty)",
       .presets = {},
       .option = "--expect"},
  };
}

Expected<CommandSettings> read_settings(std::span<const Setting> settings) {
  CommandSettings read;
  read.parallel = std::min(cores(), most_processes);
  std::vector<const Setting*> own;
  for (const Setting& setting : settings) {
    const auto known = set(read, setting.first, setting.second);
    if (!known) return failure(setting.first + ": " + known.error().message);
    if (!*known) own.push_back(&setting);
  }
  if (read.words.empty()) {
    return failure("no command is given; such as: " +
                   harness::to_type("run steady --on command -- convert {item} /dev/null"));
  }
  for (const Setting* const setting : own) {
    if (!is_a_place(read, setting->first)) return unknown(setting->first);
    read.own[setting->first] = setting->second;
  }
  if (auto fit = check_together(read, settings); !fit) return tl::unexpected(fit.error());
  return read;
}

}  // namespace scenarios::command
