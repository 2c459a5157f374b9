#include "scenarios/documents/subject.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/documents/options/options.h"
#include "scenarios/corpus/corpus.h"
#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/loads/trial_loads.h"
#include "scenarios/documents/loads/with_operations.h"
#include "scenarios/documents/scenarios.h"
#include "scenarios/documents/targets/engine_target.h"
#include "scenarios/general/scenarios.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;
using harness::scenario::ItemSet;
using harness::scenario::Limit;
using harness::scenario::Setting;
using harness::scenario::SettingInfo;

std::vector<SettingInfo> switches() {
  const engine::documents::options::Options v1 = engine::documents::options::Options::v1();
  const engine::documents::options::Options v2 = engine::documents::options::Options::v2();
  std::vector<SettingInfo> all;
  for (const engine::documents::options::OptionInfo& option :
       engine::documents::options::option_table()) {
    all.push_back({.name = std::string(option.name),
                   .values = std::string(option.values),
                   .help = std::string(option.help),
                   .presets = {option.get(v1), option.get(v2)},
                   .claim = std::string(option.claim),
                   .claim_id = std::string(option.claim_id)});
  }
  return all;
}

Expected<void> check_options(const std::string& preset, const std::vector<Setting>& settings) {
  if (auto known = engine_options(preset, settings, 1); !known) {
    return tl::unexpected(known.error());
  }
  return {};
}

/// How many times as much there is to do as with the documents that come with the source code: by
/// their number or their bytes, whichever is less, as a file may be too large to be worked on.
double times_the_default(const Corpus& corpus) {
  const auto usual = Corpus::open({});
  if (!usual || usual->total_bytes() == 0) return 1;
  const auto ratio = [](auto one, auto other) {
    return static_cast<double>(one) / static_cast<double>(other);
  };
  return std::min(ratio(corpus.total_bytes(), usual->total_bytes()),
                  ratio(corpus.documents().size(), usual->documents().size()));
}

Expected<ItemSet> open_documents(std::string_view chosen) {
  auto folder = resolve_corpus(chosen);
  if (!folder) return tl::unexpected(folder.error());
  auto opened = Corpus::open(*folder);
  if (!opened) return tl::unexpected(opened.error());
  const auto corpus = std::make_shared<const Corpus>(std::move(*opened));
  return ItemSet{.folder = std::move(*folder),
                 .count = corpus->documents().size(),
                 .times_default = chosen.empty() ? 1 : times_the_default(*corpus),
                 .name = [corpus](std::uint64_t item) { return corpus->documents()[item].id; }};
}

/// A folder of links to so many documents of a corpus: a trial is short, and both sides of a
/// comparison must do the same work in it.
Expected<std::filesystem::path> sample_documents(const std::filesystem::path& folder,
                                                 std::size_t most,
                                                 const std::filesystem::path& into) {
  auto corpus = Corpus::open(folder);
  if (!corpus) return tl::unexpected(corpus.error());
  const auto all = corpus->documents();
  if (most >= all.size()) return folder;
  std::error_code error;
  std::filesystem::create_directories(into, error);
  for (std::size_t i = 0; i < most && !error; ++i) {
    const std::filesystem::path& one = all[i * all.size() / most].path;
    const std::string name = fmt::format("{:05}-{}", i, one.filename().string());
    std::filesystem::create_symlink(std::filesystem::absolute(one), into / name, error);
  }
  if (error) return failure(into.string() + ": " + error.message());
  return into;
}

/// A general scenario, with what only documents have of it.
Scenario of_documents(Scenario scenario, const std::vector<Limit>& limits = {}) {
  scenario.limits.insert(scenario.limits.begin(), limits.begin(), limits.end());
  scenario.conclude = with_operations(std::move(scenario.conclude));
  return scenario;
}

}  // namespace

Subject documents_subject() {
  Subject subject;
  subject.name = "documents";
  subject.description =
      "A document-processing engine: parses, chunks, analyses and indexes files of many formats.";
  subject.item = "document";
  subject.items = "documents";
  subject.make_target = make_engine_target;
  subject.presets = {"v1", "v2"};
  subject.preset = "v2";
  subject.settings = switches();
  subject.check = check_options;
  subject.open_items = open_documents;
  subject.sample_items = sample_documents;
  subject.popularity = as_in_life;
  subject.usual = {small_cache};
  subject.workers = "workers";
  subject.beside_workers = {{"executor", "pipeline"},
                            {"workers.adaptive", "off"},
                            {"batch.size", "20"},
                            {"queue.capacity", "10000"}};
  subject.toll = engine_toll;
  subject.trial = document_trial;
  subject.scenarios = {documents::batch::make(),  documents::batch_sweep::make(),
                       documents::cache::make(),  documents::crossover::make(),
                       documents::faults::make(), documents::formats::make(),
                       documents::mixed::make(),  documents::single::make(),
                       documents::soak::make(),   documents::ablation::make()};
  subject.scenarios.push_back(of_documents(steady(subject), {{"p99<500ms", "000.S"}}));
  subject.scenarios.push_back(of_documents(peak(subject), {{"p99<2s", "000.S"}}));
  subject.scenarios.push_back(of_documents(burst(subject)));
  subject.scenarios.push_back(of_documents(worker_sweep(subject)));
  return subject;
}

}  // namespace scenarios
