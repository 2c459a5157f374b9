#include "scenarios/program/option_checks.h"

#include <fmt/format.h>

#include <charconv>

namespace scenarios {

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  return CLI::Validator(
      [least, most](std::string& text) -> std::string {
        std::uint64_t number = 0;
        const char* const end = text.data() + text.size();
        const auto [stopped, error] = std::from_chars(text.data(), end, number);
        if (error == std::errc{} && stopped == end && number >= least && number <= most) return {};
        return fmt::format("a whole number from {} to {}, not '{}'", least, most, text);
      },
      "");
}

void refuse_empty_values(CLI::App& program) {
  const auto all = [](const CLI::App*) { return true; };
  for (CLI::App* const command : program.get_subcommands(all)) {
    for (CLI::Option* const option : command->get_options()) {
      if (option->get_type_size_max() == 0) continue;  // a flag
      option->check(CLI::Validator(
          [](std::string& text) {
            return text.empty() ? std::string("must not be empty") : std::string();
          },
          ""));
    }
  }
}

}  // namespace scenarios
