#include "scenarios/program/run_folder.h"

#include <chrono>
#include <cstdio>

#include "harness/environment/commit.h"
#include "harness/this_program.h"
#include "reports/report.h"

namespace scenarios {

using harness::result::RunFolder;

std::string short_commit() {
  const auto commit = harness::environment::read_commit(harness::this_program().source);
  return commit ? commit->id.substr(0, 8) : std::string();
}

harness::Expected<RunFolder> make_run_folder(const std::string& out, std::string_view name,
                                             std::string_view commit) {
  if (!out.empty()) return RunFolder::create(out);
  return harness::result::default_run_folder("results", name, commit,
                                             std::chrono::system_clock::now())
      .map_error([](harness::Error error) {
        error.message += "; --out DIR leaves the files elsewhere";
        return error;
      });
}

harness::Expected<void> finish(RunFolder& folder, const harness::result::RunResult& result) {
  if (auto written = folder.finish(result); !written) return written;
  if (auto drawn = reports::write_report(folder.path()); !drawn) {
    std::fprintf(stderr, "%s: %s\n", harness::this_program().name.c_str(),
                 drawn.error().message.c_str());
  }
  return {};
}

}  // namespace scenarios
