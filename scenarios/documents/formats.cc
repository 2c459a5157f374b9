// The same texts in each format, and all formats together.
#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <set>

#include "engine/documents/parse/parser.h"
#include "scenarios/corpus/corpus.h"
#include "scenarios/corpus/formats_corpus.h"
#include "scenarios/documents/findings/formats_findings.h"
#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/engine_target.h"
#include "scenarios/documents/targets/own_settings.h"

namespace scenarios::documents::formats {
namespace {

constexpr std::size_t clients = 16;
constexpr const char* gzip = "gzip";

/// Every format that the engine was built to read, then gzip, then all of them.
std::vector<std::string> kinds() {
  std::vector<std::string> names;
  for (const engine::documents::parsed::Format format : engine::documents::parsed::all_formats) {
    names.emplace_back(engine::documents::parsed::to_string(format));
  }
  names.emplace_back(gzip);
  names.emplace_back(all_mixed);
  return names;
}

std::string kind_of(const Corpus::Document& document) {
  if (document.path.extension() == ".gz") return gzip;
  const auto format = engine::documents::parse::detect_format(document.id, {});
  return format ? std::string(engine::documents::parsed::to_string(*format)) : std::string();
}

/// An engine over the documents of one kind.
harness::Expected<harness::scenario::Prepared> make_target(
    const harness::scenario::TargetOrder& order) {
  // What another format left in the allocator is none of this one's memory.
  ::malloc_trim(0);
  harness::scenario::TargetOrder rest = order;
  const std::string kind = take_setting(rest.settings, "documents.format").value_or(all_mixed);
  if (rest.corpus.empty() || rest.corpus == default_corpus()) {
    auto made = make_formats_corpus(default_corpus(), formats_corpus());
    if (!made) return tl::unexpected(made.error());
    rest.corpus = std::move(*made);
  }
  const auto corpus = Corpus::open(rest.corpus);
  if (!corpus) return tl::unexpected(corpus.error());
  auto part = std::make_shared<const Corpus>(corpus->only([&](const Corpus::Document& document) {
    return kind == all_mixed || kind_of(document) == kind;
  }));
  if (part->documents().empty()) {
    return harness::failure(fmt::format(
        "the corpus has no documents of the format {}; without --corpus there is one of all",
        kind));
  }
  return make_engine_target_over(rest, std::move(part), false);
}

/// Leaves out the formats that the corpus has no documents of, and the mixture of a single one.
harness::Expected<void> leave_out_absent(Form& form, const std::filesystem::path& folder) {
  if (folder.empty() || folder == default_corpus()) return {};  // there is one of all formats
  const auto corpus = Corpus::open(folder);
  if (!corpus) return tl::unexpected(corpus.error());
  std::set<std::string> present;
  for (const Corpus::Document& document : corpus->documents()) present.insert(kind_of(document));
  present.erase(std::string());
  if (present.empty()) {
    return harness::failure(
        "the corpus has no documents of a format that can be read; without --corpus there is one "
        "of "
        "all");
  }
  if (present.size() > 1) present.insert(all_mixed);
  std::erase_if(*form.step_list(), [&](const Step& step) { return !present.contains(step.name); });
  return {};
}

void conclude(harness::result::RunResult& result) {
  conclude_formats(result);
  std::string absent;
  for (const std::string& kind : kinds()) {
    const bool there =
        std::any_of(result.points.begin(), result.points.end(),
                    [&](const harness::result::Point& point) { return point.setting == kind; });
    if (!there && kind != all_mixed) absent += (absent.empty() ? "" : ", ") + kind;
  }
  if (absent.empty() || result.cut_short || result.points.empty()) return;
  result.findings.push_back("The corpus has no documents of these formats: " + absent + ".");
}

/// Each format has a tenth of the default corpus's texts; a PDF takes longest.
harness::scenario::Toll format_toll(const std::string& kind) {
  if (kind == all_mixed) return engine_toll;
  return {.making = 30ms, .checking = 40ms, .seeing = {}, .pass = kind == "pdf" ? 150ms : 50ms};
}

/// All documents of a kind to a fresh engine, so that none is known, and again; kinds in turn.
Form each_format(harness::Duration each, std::size_t fewest, harness::Duration interval) {
  Form form{.course = harness::scenario::Turns{}, .capacity = {}, .interval = interval};
  double place = 0;
  for (const std::string& kind : kinds()) {
    form.step_list()->push_back({.name = kind,
                                 .settings = {{"documents.format", kind}},
                                 .load = ClosedLoad{.clients = clients,
                                                    .length = each,
                                                    .warm_up = {},
                                                    .think_time = {},
                                                    .passes = true,
                                                    .fewest_passes = fewest},
                                 .place = {{}, "documents", kind, ++place},
                                 .toll = format_toll(kind)});
  }
  return form;
}

}  // namespace

Scenario make() {
  return {
      .name = "formats",
      .question =
          "What does each format cost: how many documents and pages a second, at what latency "
          "and in how much memory, alone and mixed?",
      .view = {.curves = {{.title = "The same texts in each format",
                           .along = "format",
                           .caption =
                               "Documents a second, 99th percentile of the latency and memory "
                               "of each format, with the same texts in all of them, and of all "
                               "mixed.",
                           .upwards = {{"achieved_per_s"}, {"latency_ms_p99"}, {"rss_mib_peak"}},
                           .of_names = true}}},
      .make_target = make_target,
      .popularity = {.choice = harness::mix::Choice::sequential_once, .classes = {}},
      .limits = {{"errors<=0%", "default"}, nothing_shed},
      .quick = each_format(1200ms, 1, 250ms),
      .standard = each_format(6s, 10, 1s),
      .full = each_format(60s, 30, 5s),
      .conclude = conclude,
      .fit = leave_out_absent};
}

}  // namespace scenarios::documents::formats
