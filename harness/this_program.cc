#include "harness/this_program.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace harness {
namespace {

std::filesystem::path checkout_of(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return {};
  std::filesystem::path folder = std::filesystem::absolute(file, error).parent_path();
  while (!std::filesystem::exists(folder / ".git", error)) {
    if (!folder.has_relative_path()) return {};
    folder = folder.parent_path();
  }
  return folder;
}

ThisProgram& the_program() {
  static ThisProgram program;
  return program;
}

}  // namespace

ThisProgram ThisProgram::of(std::string_view argv0, const std::filesystem::path& main_file) {
  ThisProgram program;
  if (argv0.empty()) return program;
  program.called = argv0;
  program.name = std::filesystem::path(argv0).filename();
  program.source = checkout_of(main_file);
  return program;
}

const ThisProgram& this_program() {
  return the_program();
}

void set_this_program(ThisProgram program) {
  the_program() = std::move(program);
}

std::string to_type(std::string_view words) {
  return fmt::format("{} {}", this_program().called, words);
}

}  // namespace harness
