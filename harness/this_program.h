// What this process is called, and where its source lies.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace harness {

/// A program that measures, as whoever runs it knows it.
struct ThisProgram {
  std::string name = "prony";      // before its errors
  std::string called = "./prony";  // in hints that tell what to type
  std::filesystem::path source{};  // its checkout, for git; empty: not known

  /// `argv0`: as main() got it. `main_file`: the source file of main(), as the compiler has it; the
  /// nearest folder above it that has a `.git` is the checkout. Where the file is not there any
  /// more, or lies in no checkout, the source is not known.
  static ThisProgram of(std::string_view argv0, const std::filesystem::path& main_file);
};

/// For the whole process, which is one program only. Until it is set: Prony's own, its source not
/// known. Set it at the beginning of main(), before there are threads.
const ThisProgram& this_program();
void set_this_program(ThisProgram program);

/// What to type for that: "./prony list --settings".
std::string to_type(std::string_view words);

}  // namespace harness
