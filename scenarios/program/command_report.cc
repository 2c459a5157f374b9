#include <cstdio>

#include "reports/report.h"
#include "scenarios/program/commands.h"
#include "scenarios/terminal/exit_code.h"

namespace scenarios {

void add_report(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "report", "Make the plots and pages of runs again, from their result files.");
  auto folders = std::make_shared<std::vector<std::string>>();
  command->add_option("RUN", *folders, "A run's folder, such as results/runs/...")->required();
  command->callback([&work = to.work, folders] {
    work = [folders] {
      int code = done;
      for (const std::string& folder : *folders) {
        if (auto written = reports::write_report(folder); written) {
          std::printf("%s/report.html\n", folder.c_str());
        } else {
          code = complain(written.error().message);
        }
      }
      return code;
    };
  });
}

}  // namespace scenarios
