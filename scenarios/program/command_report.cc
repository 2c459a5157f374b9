#include <cstdio>

#include "harness/gate/files/gate_files.h"
#include "reports/gate/gate_report.h"
#include "reports/report.h"
#include "scenarios/program/commands.h"
#include "scenarios/terminal/exit_code.h"

namespace scenarios {

void add_report(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "report", "Make the plots and pages of runs and gates again, from their result files.");
  auto folders = std::make_shared<std::vector<std::string>>();
  command->add_option("RUN", *folders, "A run's or a gate's folder, such as results/runs/...")
      ->required();
  command->callback([&work = to.work, folders] {
    work = [folders] {
      int code = done;
      for (const std::string& folder : *folders) {
        const auto written = harness::gate::files::is_gate(folder)
                                 ? reports::gate::write_gate_report(folder)
                                 : reports::write_report(folder);
        if (written) {
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
