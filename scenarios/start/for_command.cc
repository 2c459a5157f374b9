#include <fmt/format.h>

#include "scenarios/start/kinds.h"

namespace scenarios::start {
namespace {

constexpr std::string_view command_text =
    R"toml(# A program as a subject of Prony: a process for each request. What is run stands here and
# can be committed; how much, how long and which scenario are said on the command line:
#   ./prony run steady --on {file} --rate 20/s
#   ./prony run capacity --on {file}
#   ./prony run sweep --on {file} --over level=1,6,9
name = "{name}"
description = "What {name} is, in a line."
item = "file"  # your word for what a request asks for
items = "files"
kind = "command"

# {{item}} is the request's item, {{id}} its number, {{level}} a setting of your own, below. No
# shell is started unless you write: sh -c '...'
command = "gzip -{{level}} -c {{item}}"

# What is asked for: a line an item, or rows of a .csv or .jsonl, whose fields are places, too.
# Without it, items are the numbers from 0 on.
# items_file = "files.txt"

ok_exit = "0"
timeout = "10s"

# Limits that steady, peak, soak and capacity hold it to.
objectives = ["p99<=500ms", "errors<=0.1%"]

# Settings of your own: --set level=9, or a line of a sweep.
[settings.level]
default = 6
values = "1 to 9"
help = "How hard it tries."
)toml";

}  // namespace

StartingPoint for_command(std::string_view name) {
  const std::string stem(name.empty() ? "my_program" : name);
  const std::string file = stem + ".toml";
  return {
      .files = {{file, fmt::format(command_text, fmt::arg("name", stem), fmt::arg("file", file))}},
      .next = fmt::format("./prony run steady --on {} --rate 20/s --quick", file)};
}

}  // namespace scenarios::start
