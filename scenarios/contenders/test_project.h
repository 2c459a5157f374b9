// A small CMake project in a git checkout, for tests.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/environment/command.h"
#include "harness/environment/git.h"
#include "harness/probe/made_up_tree.h"

namespace scenarios {

/// A program "hello" of two static libraries, which prints the version that a commit gave it and
/// the path of its source.
class TestProject {
 public:
  explicit TestProject(std::string generator = "Ninja", std::string folder = "src")
      : generator_(std::move(generator)), source_(tree_.root() / folder) {
    write("CMakeLists.txt", lists("one.cc", "two.cc more/two.cc"));
    write("main.cc",
          "#include <cstdio>\n"
          "int one();\n"
          "const char* version();\n"
          "int main() {\n"
          "#ifdef LOUD\n"
          "  std::puts(\"loud\");\n"
          "#endif\n"
          "  std::printf(\"%s\\n%s\\n\", version(), SOURCE);\n"
          "  return one() - 3;\n"
          "}\n");
    write("one.cc", "int two(); int three();\nint one() { return two() + three() - 2; }\n");
    write("two.cc", "int two() { return 2; }\nconst char* version() { return \"first\"; }\n");
    write("more/two.cc", "int three() { return 3; }\n");
    git({"init", "-q", "-b", "main"});
    commit("first");
  }

  /// The project, by the sources of its libraries, which stand one upon the other.
  static std::string lists(const std::string& one, const std::string& two) {
    return "cmake_minimum_required(VERSION 3.16)\n"
           "project(hello LANGUAGES CXX)\n"
           "option(LOUD \"\" OFF)\n"
           "add_library(one STATIC " +
           one +
           ")\n"
           "add_library(two STATIC " +
           two +
           ")\n"
           "target_link_libraries(one PUBLIC two)\n"
           "add_executable(hello main.cc)\n"
           "target_link_libraries(hello PRIVATE one)\n"
           "target_compile_definitions(hello PRIVATE SOURCE=\"${PROJECT_SOURCE_DIR}\" "
           "$<$<BOOL:${LOUD}>:LOUD>)\n";
  }

  /// What the tests need is there?
  static bool can_be_built() {
    using harness::environment::output_of;
    for (const char* tool : {"git", "cmake", "ninja", "make", "c++"}) {
      if (!output_of({tool, "--version"})) return false;
    }
    return true;
  }

  std::filesystem::path root() const { return tree_.root(); }
  const std::filesystem::path& source() const { return source_; }
  std::filesystem::path build() const { return source_ / "build"; }
  std::filesystem::path program() const { return build() / "hello"; }

  void write(const std::string& file, std::string_view text) const {
    tree_.write((source_.filename() / file).string(), text);
  }

  std::string git(std::vector<std::string> words) const {
    words.insert(words.begin(), {"-c", "user.name=test", "-c", "user.email=test"});
    return harness::environment::output_of(harness::environment::git_words(source_, words))
        .value_or("git failed");
  }

  /// Of everything, tagged.
  void commit(const std::string& tag) const {
    git({"add", "-A", "--", ":!build"});
    git({"commit", "-q", "--no-gpg-sign", "--allow-empty", "-m", tag});
    git({"tag", tag});
  }

  /// True if it is built.
  bool make(std::vector<std::string> options = {}) const {
    options.insert(options.begin(), {"cmake", "-G", generator_, "-S", source_.string(), "-B",
                                     build().string(), "-DCMAKE_BUILD_TYPE=Debug"});
    return runs(options) && runs({"cmake", "--build", build().string()});
  }

  static bool runs(const std::vector<std::string>& words) {
    const auto ended = harness::environment::follow({harness::environment::outside_hooks(words)},
                                                    [](std::string_view) {});
    return ended && *ended == 0;
  }

 private:
  const harness::probe::MadeUpTree tree_;
  const std::string generator_;
  const std::filesystem::path source_;
};

}  // namespace scenarios
