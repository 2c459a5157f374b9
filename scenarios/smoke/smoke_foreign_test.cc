// Servers and programs as subjects, through the real command line.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "harness/result/sample/temporary_folder.h"
#include "scenarios/http/client/test_server.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_foreign_test {

using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::run_prony;
using scenarios::http::TestServer;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

bool any_file_holds(const fs::path& folder, const std::string& part) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && text_of(entry.path()).find(part) != std::string::npos) {
      return true;
    }
  }
  return false;
}

void check_refused(const std::vector<std::string>& words, const std::string& part) {
  const TemporaryFolder folder;
  std::vector<std::string> all{"run", "steady", "--out", "out"};
  all.insert(all.end(), words.begin(), words.end());
  const Ended ended = run_prony(folder.path(), all);
  CAPTURE(ended.err);
  CHECK(ended.code == 2);
  CHECK(ended.err.find(part) != std::string::npos);
  CHECK_FALSE(fs::exists(folder.path() / "out" / "summary.csv"));
}

}  // namespace

TEST_CASE("a sweep goes over one setting beside those that a server can't be asked without") {
  const TestServer server([](int listening) {
    scenarios::http::serve_queue(listening, {[](auto) { return harness::Duration{}; }});
  });
  const TemporaryFolder folder;
  const std::string url = "http://127.0.0.1:" + std::to_string(server.port()) + "/";
  const Ended ended =
      run_prony(folder.path(), {"run", "sweep", "--on", "http", "--url", url, "--over",
                                "connections=1,2", "--length", "3s", "--out", "out"});
  CAPTURE(ended.err);
  CHECK(ended.code != 2);
  CHECK(text_of(folder.path() / "out" / "summary.csv").find("connections=2") != std::string::npos);
}

TEST_CASE("a server is measured by its URL, and a secret stays in the environment") {
  const TestServer server([](int listening) {
    scenarios::http::serve_queue(listening, {[](auto) { return harness::Duration{}; }});
  });
  const TemporaryFolder folder;
  ::setenv("PRONY_SMOKE_TOKEN", "a-secret-of-mine", 1);
  const std::string url = "http://127.0.0.1:" + std::to_string(server.port()) + "/k/{item}";
  const Ended ended =
      run_prony(folder.path(), {"run", "steady", "--on", "http", "--url", url, "--header",
                                "Authorization: Bearer ${PRONY_SMOKE_TOKEN}", "--rate", "100/s",
                                "--length", "2s", "--out", "out"});
  CAPTURE(ended.err);
  CHECK(is_measured(ended));
  CHECK(text_of(folder.path() / "out" / "counters.csv").find("connections_open") !=
        std::string::npos);
  CHECK(any_file_holds(folder.path() / "out", "PRONY_SMOKE_TOKEN"));
  CHECK_FALSE(any_file_holds(folder.path() / "out", "a-secret-of-mine"));
  CHECK(text_of(folder.path() / "out" / "run.json").find("not known") != std::string::npos);
}

TEST_CASE("a program is measured by its command line") {
  const TemporaryFolder folder;
  const Ended ended =
      run_prony(folder.path(), {"run", "steady", "--on", "command", "--rate", "20/s", "--length",
                                "2s", "--out", "out", "--", "sh", "-c", "exit 0", "sh", "{item}"});
  CAPTURE(ended.err);
  CHECK(is_measured(ended));
  CHECK(text_of(folder.path() / "out" / "run.json").find("sh -c 'exit 0' sh {item}") !=
        std::string::npos);
}

TEST_CASE("what init writes can be measured once it is what is there") {
  const TemporaryFolder folder;
  CHECK(run_prony(folder.path(), {"init", "command", "mine"}).code == 0);
  CHECK(run_prony(folder.path(), {"init", "command", "mine"}).code == 2);
  const Ended ended =
      run_prony(folder.path(), {"run", "steady", "--on", "mine.toml", "--rate", "20/s", "--length",
                                "2s", "--set", "level=1", "--out", "out", "--", "true", "{level}"});
  CAPTURE(ended.err);
  CHECK(is_measured(ended));
  CHECK(text_of(folder.path() / "out" / "report.md").find("steady on mine") != std::string::npos);
}

TEST_CASE("what was typed wrong is told in one line, and nothing is measured") {
  check_refused({"--on", "http"}, "there is no url");
  check_refused({"--on", "http", "--url", "ftp://x/"}, "neither http:// nor https://");
  check_refused({"--on", "http", "--url", "http://127.0.0.1:1/{itm}"}, "did you mean {item}?");
  check_refused({"--on", "http", "--url", "http://127.0.0.1:1/"}, "connection refused");
  check_refused({"--on", "http", "--url", "http://127.0.0.1:1/", "--items", "none.txt"},
                "none.txt");
  check_refused({"--on", "command", "--", "no-such-program-anywhere"}, "no-such-program-anywhere");
  check_refused({"--url", "http://127.0.0.1:1/"}, "documents is measured");
  check_refused({"--on", "mine.toml"}, "mine.toml");
}

}  // namespace smoke_foreign_test
