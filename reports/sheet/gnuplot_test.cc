#include "reports/sheet/gnuplot.h"

#include <doctest/doctest.h>

#include "reports/sample/report_fixture.h"

namespace gnuplot_test {

using namespace reports::sample;
using namespace reports::words;
using reports::sheet::run_gnuplot;

TEST_CASE("what gnuplot writes comes back whole, however long the script") {
  std::string script = "set print '-'\n";
  for (int i = 0; i < 20000; ++i) script += "# a line that fills pipes\n";
  script += "do for [i=1:20000] { print i }\n";
  const auto output = run_gnuplot(script);
  REQUIRE_MESSAGE(output, (output ? "" : output.error().message));
  CHECK(output->starts_with("1\n2\n3\n"));
  CHECK(output->ends_with("\n20000\n"));
}

TEST_CASE("a mistake in the script is an error with gnuplot's words") {
  const auto output = run_gnuplot("plot no_such_function(x)\n");
  REQUIRE_FALSE(output);
  CHECK(output.error().message.find("undefined function") != std::string::npos);
}

TEST_CASE("a script that draws nothing is an error") {
  CHECK_FALSE(run_gnuplot("a = 1\n"));
}

TEST_CASE("a missing gnuplot is an error that says what to install") {
  const TemporaryFolder empty;
  const OtherPath path(empty.path().string());
  const auto output = run_gnuplot("plot x\n");
  REQUIRE_FALSE(output);
  CHECK(output.error().message.find("install") != std::string::npos);
}

TEST_CASE("a gnuplot that hangs is ended") {
  const TemporaryFolder folder;
  write_file(folder.path() / "gnuplot", "#!/bin/sh\nwhile :; do :; done\n", true);
  const OtherPath path(folder.path().string());
  const auto output = run_gnuplot("plot x\n", std::chrono::milliseconds(100));
  REQUIRE_FALSE(output);
  CHECK(output.error().message.find("too long") != std::string::npos);
}

TEST_CASE("a gnuplot that fails is an error even if it wrote something") {
  const TemporaryFolder folder;
  write_file(folder.path() / "gnuplot", "#!/bin/sh\necho '<svg/>'\necho sorry >&2\nexit 3\n", true);
  const OtherPath path(folder.path().string());
  const auto output = run_gnuplot("plot x\n");
  REQUIRE_FALSE(output);
  CHECK(output.error().message == "gnuplot failed: sorry ");
}

}  // namespace gnuplot_test
