// The inference service as a person starts it.
#include <doctest/doctest.h>
#include <signal.h>

#include "harness/result/sample/temporary_folder.h"
#include "scenarios/smoke/program_run.h"

namespace smoke_serve_test {

using harness::result::sample::TemporaryFolder;
using scenarios::Ended;
using scenarios::ProgramRun;
using scenarios::run_prony;

TEST_CASE("it says where it answers, and ends in order when it is asked to") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const TemporaryFolder folder;
    ProgramRun run(folder.path(),
                   {"serve", "inference", "--port", "0", "--set", "model.shape=echo"});
    REQUIRE(run.says("echo is loaded"));
    run.send(signal);
    const Ended ended = run.wait();
    CHECK(ended.code == 0);
    CHECK(ended.out.starts_with("inference answers at http://127.0.0.1:"));
  }
}

TEST_CASE("what can't be served is told in one line") {
  const TemporaryFolder folder;
  const auto complaint = [&](const std::string& setting) {
    const Ended ended =
        run_prony(folder.path(), {"serve", "inference", "--port", "0", "--set", setting});
    CHECK(ended.code == 2);
    CHECK(ended.complained_in_one_line());
    return ended.err;
  };
  CHECK(complaint("model.shap=echo").find("did you mean model.shape?") != std::string::npos);
  CHECK(complaint("http.address=192.0.2.1").find("can't listen on 192.0.2.1") != std::string::npos);
  CHECK(run_prony(folder.path(), {"serve", "documents"}).err.find("there is inference") !=
        std::string::npos);
}

TEST_CASE("a model that can't be loaded ends it, with the reason") {
  const TemporaryFolder folder;
  for (const std::string loading : {"sync", "async"}) {
    const Ended ended =
        run_prony(folder.path(), {"serve", "inference", "--port", "0", "--set",
                                  "model.path=none.gguf", "--set", "models.loading=" + loading});
    CAPTURE(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.err.find("none.gguf") != std::string::npos);
  }
}

}  // namespace smoke_serve_test
