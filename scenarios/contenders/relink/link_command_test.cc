#include "scenarios/contenders/relink/link_command.h"

#include <doctest/doctest.h>

#include "scenarios/contenders/relink/shell_words.h"

namespace link_command_test {

using namespace scenarios;
using Words = std::vector<std::string>;

TEST_CASE("a line's words as a shell hands them over") {
  CHECK(shell_words(": && c++ -O2  a.o -o b && :") ==
        Words{":", "&&", "c++", "-O2", "a.o", "-o", "b", "&&", ":"});
  CHECK(shell_words(R"(-rpath,"\$ORIGIN/x" 'a b'c \" "")") ==
        Words{"-rpath,$ORIGIN/x", "a bc", "\"", ""});
  CHECK(shell_words("") == Words{});
  for (const char* more : {"a | b", "a > b", "echo $HOME", "\"$HOME\"", "a & b", "a; b", "'open",
                           "\"open", "`id`", "end\\"}) {
    CAPTURE(more);
    CHECK_FALSE(shell_words(more));
  }
}

TEST_CASE("the link command is found among others, without the files that it writes beside") {
  const auto command = link_command_in(
      ": && cd sub && c++ a.o -Wl,-Map=a.map,--gc-sections -o ../bin/hello "
      "-Wl,--dependency-file=x.d -Wl,-Map,b.map,-z,now lib.a && cd .. && strip x",
      "/build", "/build/bin/hello");
  REQUIRE(command);
  CHECK(command->words == Words{"c++", "a.o", "-Wl,--gc-sections", "-Wl,-z,now", "lib.a"});
  CHECK(command->folder == "/build/sub");
}

TEST_CASE("a link command that can't be followed says why") {
  const auto why = [](const char* line) {
    return link_command_in(line, "/build", "/build/hello").error().message;
  };
  CHECK(why("c++ a.o -o other") == "its link command does not say where the program goes");
  CHECK(why("c++ a.o -o hello | cat") == "its link command is more than a shell's plain words");
  CHECK(why("c++ @gone.rsp -o hello") ==
        "its link command reads a file that is not there any more");
}

}  // namespace link_command_test
