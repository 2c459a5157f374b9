#include "scenarios/terminal/result_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/this_program.h"
#include "reports/words/claim_words.h"
#include "reports/words/figure_format.h"
#include "scenarios/terminal/claim_words.h"
#include "scenarios/terminal/effects_text.h"
#include "scenarios/terminal/failures_text.h"
#include "scenarios/terminal/figures_text.h"
#include "scenarios/terminal/paint.h"
#include "scenarios/terminal/terminal_text.h"
#include "scenarios/terminal/validity_text.h"

namespace scenarios {
namespace {

using harness::result::ObjectiveResult;
using harness::result::Point;
using harness::result::RunResult;
using harness::result::Verdict;

std::string objective_text(const ObjectiveResult& objective, const Paint& paint,
                           std::size_t width) {
  const std::string word = objective.verdict == Verdict::met      ? paint.good("met       ")
                           : objective.verdict == Verdict::missed ? paint.bad("MISSED    ")
                                                                  : paint.doubtful("can't tell");
  const std::string_view claims = claimant(objective.source);
  const std::string_view who = claims.empty() ? std::string_view(objective.source) : claims;
  return wrapped(
      fmt::format("{}{}: {}", objective.objective, who.empty() ? "" : fmt::format(" ({})", who),
                  with_claimants(objective.sentence)),
      "  " + word + "  ", "              ", width);
}

std::string objectives_text(const RunResult& result, const Paint& paint, std::size_t width) {
  if (result.objectives.empty()) return {};
  std::string text = "objectives\n";
  bool claimed = false;
  for (const ObjectiveResult& objective : result.objectives) {
    text += objective_text(objective, paint, width);
    claimed = claimed || !claimant(objective.source).empty();
  }
  if (claimed) {
    text += wrapped(fmt::format("Who asks for them, and where: {}", reports::words::claims_file),
                    "  ", "  ", width);
  }
  return text + "\n";
}

std::string capacity_text(const RunResult& result, std::size_t width) {
  if (!result.capacity_per_s) return {};
  const std::string capacity = reports::words::rate(result.capacity_per_s);
  for (const auto& [name, value] : result.parameters) {
    if (name != harness::result::given_capacity) continue;
    return fmt::format("  capacity as given (--capacity {}): {}\n", fitted(value, width / 2),
                       capacity);
  }
  return fmt::format("  capacity measured just before: {}\n", capacity);
}

}  // namespace

std::string result_text(const RunResult& result, const std::filesystem::path& folder,
                        const Terminal& terminal, bool has_page) {
  const Paint paint(terminal.colour);
  const std::size_t width = terminal.width;
  std::string text = wrapped(with_claimants(result.question),
                             paint.strong(fitted(result.scenario, width / 2)) + ": ", "  ", width);
  text += alarm_text(result, paint, width);
  if (result.cut_short) {
    text += wrapped("what follows is what was measured until then",
                    paint.doubtful("CUT SHORT") + ": ", "  ", width);
  }
  text += "\n";
  for (const std::string& finding : result.findings) {
    text += wrapped(with_claimants(finding), "  ", "    ", width);
  }
  text += capacity_text(result, width);
  if (!result.tables.empty()) text += "\n" + tables_text(result, width);
  text +=
      "\n" + (result.effects.empty() ? points_text(result, width) : effects_text(result, terminal));
  if (const std::string results = results_text(result, width); !results.empty()) {
    text += "\n" + results;
  }
  if (const std::string classes = classes_text(result, width); !classes.empty()) {
    text += "\n" + classes;
  }
  text += failures_text(result, width);
  if (!result.estimates.empty()) text += "\n" + estimates_text(result, width);
  text += "\n" + objectives_text(result, paint, width);
  text += validity_text(result, paint, width) + "\n";
  text += fmt::format("files: {}\n", folder.string());
  text += has_page ? fmt::format("page:  {}\n", (folder / "report.html").string())
                   : fmt::format("page:  none yet; {} makes it\n",
                                 harness::to_type("report " + folder.string()));
  return text;
}

}  // namespace scenarios
