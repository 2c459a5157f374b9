// A program that another one drives, target by target: hidden from the help.
#include "harness/child/serve.h"
#include "scenarios/program/child_handlers.h"
#include "scenarios/program/commands.h"
#include "scenarios/terminal/exit_code.h"

namespace scenarios {

void add_child(const Adding& to) {
  CLI::App* const command =
      to.program.add_subcommand("child", "Hold a target that another Prony drives.");
  command->group("");
  auto line = std::make_shared<int>(-1);
  command->add_option("--fd", *line)->required();
  command->callback([&work = to.work, &catalogue = to.catalogue, line] {
    work = [line, &catalogue] {
      const auto served = harness::child::serve(*line, child_handlers(catalogue));
      return served ? static_cast<int>(done) : complain("child: " + served.error().message);
    };
  });
}

}  // namespace scenarios
