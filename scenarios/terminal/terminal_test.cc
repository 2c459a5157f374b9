#include "scenarios/terminal/terminal.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

namespace terminal_test {

using scenarios::Terminal;
using scenarios::usable_width;

TEST_CASE("a line is as wide as its terminal, within bounds") {
  CHECK(usable_width(80, "") == 80);
  CHECK(usable_width(80, "60") == 80);
  CHECK(usable_width(250, "") == Terminal::widest);
  CHECK(usable_width(3, "") == Terminal::narrowest);
}

TEST_CASE("where there is no terminal, COLUMNS tells, unless it is nonsense") {
  CHECK(usable_width({}, "60") == 60);
  for (const char* const nonsense : {"", "0", "-5", "wide", "60x", "99999999999999999999999"}) {
    CAPTURE(nonsense);
    CHECK(usable_width({}, nonsense) == Terminal::widest);
  }
}

TEST_CASE("a file is no terminal and gets no colours") {
  const int file = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  const Terminal terminal = scenarios::terminal_of(file);
  ::close(file);
  CHECK_FALSE(terminal.is_one);
  CHECK_FALSE(terminal.colour);
}

}  // namespace terminal_test
