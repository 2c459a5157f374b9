#include "reports/words/page_links.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "reports/words/claim_words.h"

namespace reports::words {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<const char*, const char*>, 16> known_files{
    {{"summary.csv", "a row for each measured point"},
     {"timeline.csv", "a row for each interval of time"},
     {"counters.csv", "what the target counted, at each point"},
     {"classes.csv", "the requests of each kind, at each point"},
     {"stages.csv", "a row for each stage of each point"},
     {"slowest.csv", "the slowest requests, enough to replay them"},
     {"failures.csv", "a row for each reason of failures"},
     {"ablation.csv", "each optimisation: what is claimed, what was measured"},
     {"known_answers.csv", "known answers and measured ones"},
     {"latency.hlog", "every point's latencies, for HdrHistogram's tools"},
     {"run.json", "how the run was made, its findings, checks and objectives"},
     {"verdict.json", "the gate's verdict on each metric, its plan, how it was made"},
     {"pairs.csv", "a row for each process of each pair"},
     {"junit.xml", "a test for each metric, for CI's lists"},
     {"gate.md", "this report for a pull request"},
     {"report.md", "this report for a pull request"}}};

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

/// "../../" + file, where a folder above holds it; nothing where none does.
std::string found_above(const fs::path& folder, std::string_view file) {
  constexpr int most_levels = 16;
  std::error_code error;
  fs::path above = fs::absolute(folder, error).lexically_normal();
  if (error) return {};
  if (!above.has_filename()) above = above.parent_path();
  std::string up;
  for (int level = 0; level < most_levels && above.has_relative_path(); ++level) {
    above = above.parent_path();
    up += "../";
    if (is_file(above / file)) return up + std::string(file);
  }
  return {};
}

std::string read_start(const fs::path& path) {
  constexpr std::size_t most = std::size_t{1} << 20;
  std::string text(most, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(most));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
  return text;
}

/// The ids that stand on the page of the claims as places to go to.
std::set<std::string> described_on(const std::string& page) {
  constexpr std::string_view mark = "id=\"claim-";
  std::set<std::string> ids;
  for (std::size_t at = 0; (at = page.find(mark, at)) != page.npos;) {
    at += mark.size();
    const std::string id = page.substr(at, page.find('"', at) - at);
    if (is_claim(id)) ids.insert(id);
  }
  return ids;
}

}  // namespace

std::string PageLinks::claim(std::string_view id) const {
  const std::string name(id);
  return described.contains(name) ? claims + "#claim-" + name : std::string();
}

PageLinks links_from(const fs::path& run_folder) {
  PageLinks links;
  const bool gate = is_file(run_folder / "verdict.json");
  for (const auto& [name, holds] : known_files) {
    // The report is written after the page that links to it.
    const bool there =
        std::string_view(name) == (gate ? "gate.md" : "report.md") || is_file(run_folder / name);
    if (there) links.files.push_back({name, holds});
  }
  links.schema = found_above(run_folder, "results/README.md");
  links.claims = found_above(run_folder, claims_file);
  if (!links.claims.empty()) links.described = described_on(read_start(run_folder / links.claims));
  return links;
}

}  // namespace reports::words
