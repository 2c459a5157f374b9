#include "scenarios/documents/ingest_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/words/escape.h"
#include "reports/words/figure_format.h"
#include "scenarios/terminal/progress_bar.h"
#include "scenarios/terminal/terminal_table.h"
#include "scenarios/terminal/terminal_text.h"

namespace scenarios {
namespace {

using engine::documents::ingest::Failures;
using engine::documents::ingest::Tally;

constexpr double mib = 1 << 20;
constexpr std::size_t remark_width = 70;

/// By the share of the files that have ended; a large one counts as one.
std::string how_far(const IngestProgress& progress) {
  const auto ended = static_cast<double>(progress.tally.ended());
  if (!progress.files || *progress.files == 0) return "";
  const double share = std::min(1.0, ended / static_cast<double>(*progress.files));
  std::string text = fmt::format("[{}] {:3.0f} %  ", progress_bar(share), 100 * share);
  if (share > 0) {
    text += fmt::format("{} left  ", clock_text(progress.seconds * (1 - share) / share));
  }
  return text;
}

/// Where in a long document it is.
std::string where_in(const engine::documents::Progress& progress) {
  const bool by_pages = progress.unit == engine::documents::Progress::Unit::pages;
  std::string text = reports::words::clean_text(progress.id);
  if (progress.all == 0) return fmt::format("{}: {}", text, progress.stage);
  return text + (by_pages ? fmt::format(": page {} of {}", progress.done, progress.all)
                          : fmt::format(": {:.0f} %", 100 * static_cast<double>(progress.done) /
                                                          static_cast<double>(progress.all)));
}

/// What is in quarantine, and how to have it tried again.
std::string quarantine_text(const std::vector<engine::documents::store::SetAside>& set_aside,
                            std::size_t width) {
  if (set_aside.empty()) return "";
  constexpr std::size_t most_named = 10;
  std::string text = fmt::format(
      "\nSet aside as poison: {}. --retry-quarantined tries them again.\n", set_aside.size());
  for (std::size_t i = 0; i < std::min(most_named, set_aside.size()); ++i) {
    const engine::documents::store::SetAside& one = set_aside[i];
    text += fitted(fmt::format("  {}: {}: {} ({} attempts)", reports::words::clean_text(one.id),
                               one.reason, reports::words::clean_text(one.detail), one.attempts),
                   width) +
            "\n";
  }
  if (set_aside.size() > most_named) {
    text += fmt::format("  and {} more\n", set_aside.size() - most_named);
  }
  return text;
}

double per_second(double amount, double seconds) {
  return seconds > 0 ? amount / seconds : 0;
}

/// Rows of a heading, a number and a remark.
class Rows {
 public:
  void add(const std::string& what, const std::string& number, const std::string& remark = "") {
    what_.cells.push_back(what);
    number_.cells.push_back(number);
    remark_.cells.push_back(fitted(reports::words::clean_text(remark), remark_width));
  }
  std::string text(std::size_t width) const {
    return terminal_table({what_, number_, remark_}, width);
  }

 private:
  TerminalColumn what_{.heading = "documents", .left = true};
  TerminalColumn number_{.heading = ""};
  TerminalColumn remark_{.heading = "", .left = true};
};

void add_failures(Rows& rows, const Tally& tally) {
  if (tally.failed == 0) return;
  rows.add("failed", std::to_string(tally.failed));
  for (const auto& [reason, failures] : tally.failures) {
    std::string remark = failures.example;
    // Most details begin with the document's name.
    remark =
        failures.detail.starts_with(remark) ? failures.detail : remark + ": " + failures.detail;
    rows.add("  " + std::string(engine::to_string(reason)), std::to_string(failures.count), remark);
  }
}

std::uint64_t not_tried(const Tally& tally) {
  std::uint64_t sum = 0;
  for (const auto& [reason, failures] : tally.failures) sum += failures.not_tried;
  return sum;
}

std::string verdict(const IngestEnd& end) {
  const Tally& tally = end.progress.tally;
  if (!end.is_over) {
    // Documents may have come since they were counted.
    const std::uint64_t files = std::max(end.progress.files.value_or(0), tally.ended());
    const std::string left = end.progress.files ? fmt::format("{} of {} documents are left",
                                                              files - tally.ended(), files)
                                                : "some documents are left";
    return "Ended early: " + left + ". The same command goes on from here.\n";
  }
  if (tally.submitted == 0) return "There are no documents in this folder.\n";
  if (tally.worked_on() == 0 && tally.shed == 0) {
    return fmt::format("Nothing to do: all {} documents are as they were.\n", tally.submitted);
  }
  return "";
}

}  // namespace

std::string ingest_line(const IngestProgress& progress, std::size_t width) {
  const Tally& tally = progress.tally;
  std::string text = how_far(progress) + fmt::format("{}", tally.ended());
  if (progress.files) text += fmt::format(" of {}", *progress.files);
  text += fmt::format(
      " documents  {}  {}/s",
      reports::words::rate(per_second(static_cast<double>(tally.ended()), progress.seconds)),
      reports::words::mebibytes(
          per_second(static_cast<double>(tally.bytes) / mib, progress.seconds)));
  if (tally.unchanged > 0) text += fmt::format("  {} unchanged", tally.unchanged);
  if (tally.failed > 0) text += fmt::format("  {} failed", tally.failed);
  if (progress.longest) text += "  " + where_in(*progress.longest);
  return fitted(text, width);
}

std::string ingest_text(const IngestEnd& end, std::size_t width) {
  const Tally& tally = end.progress.tally;
  const double seconds = end.progress.seconds;
  Rows rows;
  rows.add(
      "worked on", std::to_string(tally.ok),
      tally.ok == 0
          ? ""
          : fmt::format("{}, {}", reports::words::mebibytes(static_cast<double>(tally.bytes) / mib),
                        reports::words::rate(per_second(static_cast<double>(tally.ok), seconds))));
  if (tally.incomplete > 0) {
    rows.add("  with failed parts", std::to_string(tally.incomplete), tally.incomplete_example);
  }
  rows.add("unchanged", std::to_string(tally.unchanged),
           tally.unchanged == 0 ? "" : "looked at, not worked on");
  add_failures(rows, tally);
  if (tally.shed > 0) rows.add("refused", std::to_string(tally.shed), "the queue was full");
  if (end.walked.others > 0) {
    rows.add("passed over", std::to_string(end.walked.others), "no format that is known by name");
  }
  if (end.walked.linked_folders > 0) {
    rows.add("folder links", std::to_string(end.walked.linked_folders), "not followed");
  }
  if (end.walked.closed_folders > 0) {
    rows.add("closed folders", std::to_string(end.walked.closed_folders),
             end.walked.problems.empty() ? "" : end.walked.problems.front());
  }
  std::string text = rows.text(width);
  text += fmt::format("\n  {}: {}; {}\n", reports::words::clean_text(end.database),
                      reports::words::mebibytes(static_cast<double>(end.database_bytes) / mib),
                      reports::words::seconds(seconds));
  if (const std::uint64_t count = not_tried(tally); count > 0) {
    text += fmt::format("  {} failed before for what is in {} bytes and {} not tried again.\n",
                        count, count == 1 ? "its" : "their", count == 1 ? "was" : "were");
  }
  return text + quarantine_text(end.set_aside, width) + verdict(end);
}

}  // namespace scenarios
