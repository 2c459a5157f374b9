#include "scenarios/commands_compared/command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <optional>

#include "harness/result/run_files.h"
#include "harness/this_program.h"
#include "scenarios/commands_compared/course.h"
#include "scenarios/commands_compared/verdict.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/interrupts.h"
#include "scenarios/terminal/progress_line.h"
#include "scenarios/terminal/table_text.h"
#include "scenarios/terminal/terminal.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios::compared {
namespace {

using harness::Expected;
using harness::result::RunFolder;

int tell(const std::string& message, ExitCode code) {
  std::fprintf(stderr, "%s: %s\n", harness::this_program().name.c_str(), message.c_str());
  return code;
}

ExitCode code_of(Trouble::What what) {
  switch (what) {
    case Trouble::What::could_not_run:
      return could_not_run;
    case Trouble::What::failed:
      return invalid;
    case Trouble::What::too_slow:
    case Trouble::What::stopped:
      break;
  }
  return inconclusive;
}

std::string text_of(const Comparison& comparison, const Terminal& terminal) {
  std::string text = wrapped(sentence_of(comparison), "", "  ", terminal.width) + "\n";
  text += wrapped(comparison.order.commands[0].asked, "  A  ", "     ", terminal.width);
  text += wrapped(comparison.order.commands[1].asked, "  B  ", "     ", terminal.width);
  text += table_text(table_of(comparison), terminal) + "\n";
  for (const std::string& note : notes_of(comparison)) {
    text += wrapped(note, "", "  ", terminal.width);
  }
  return text;
}

Expected<std::optional<RunFolder>> folder_of(const std::string& out) {
  if (out.empty()) return std::optional<RunFolder>();
  return RunFolder::create(out).map(
      [](RunFolder folder) { return std::optional<RunFolder>(std::move(folder)); });
}

}  // namespace

int compare_commands(const Words& words, double tolerance, const std::string& out, bool json) {
  const auto order = read_order(words, tolerance);
  if (!order) return tell(order.error().message, could_not_run);
  auto folder = folder_of(out);
  if (!folder) return tell(folder.error().message, could_not_run);
  const Interrupts interrupts;
  const auto comparison = [&] {
    ProgressLine line(terminal_of(STDERR_FILENO).is_one);
    auto made = run_course(
        *order, [&](const harness::run::Progress& progress) { line.show(progress); },
        interrupts.token());
    line.clear();
    return made;
  }();
  if (!comparison) {
    const Trouble& trouble = comparison.error();
    if (*folder) static_cast<void>((*folder)->explain(trouble.message));
    return tell(trouble.message, code_of(trouble.what));
  }
  if (*folder) {
    const auto texts = texts_of(*comparison);
    if (auto written = (*folder)->finish(texts); !written) {
      return tell(written.error().message, could_not_run);
    }
  }
  std::fputs(json ? verdict_json(*comparison).c_str()
                  : text_of(*comparison, terminal_of(STDOUT_FILENO)).c_str(),
             stdout);
  if (*folder && !json) fmt::print("\nfiles: {}\n", (*folder)->path().string());
  return comparison->answer.faster == Faster::unknown ? inconclusive : done;
}

}  // namespace scenarios::compared
