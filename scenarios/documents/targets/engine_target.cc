#include "scenarios/documents/targets/engine_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>

#include "scenarios/corpus/corpus.h"
#include "scenarios/documents/targets/document_counters.h"
#include "scenarios/documents/targets/engine_check.h"
#include "scenarios/documents/targets/engine_rig.h"

namespace scenarios {
namespace {

using engine::documents::Engine;
using harness::Completion;
using harness::Outcome;
using harness::Request;

/// An item is a document of the corpus; a request asks for it to be processed.
class EngineTarget final : public harness::Target {
 public:
  EngineTarget(std::unique_ptr<EngineRig> rig, std::shared_ptr<const Corpus> corpus,
               Telling telling)
      : corpus_(std::move(corpus)),
        telling_(std::move(telling)),
        acknowledged_(corpus_->documents().size()),
        rig_(std::move(rig)) {
    rig_->serve([this](const Request& request, Completion done) { hand_over(request, done); });
  }

  /// Processes each document once, one after the other.
  void see_all() {
    for (const Corpus::Document& document : corpus_->documents()) {
      rig_->process_alone({.id = document.id, .path = document.path, .bytes = {}});
    }
  }

  std::uint64_t population() const override { return corpus_->documents().size(); }

  void submit(const Request& request, Completion done) override { rig_->submit(request, done); }

  std::vector<std::string> stages() const override { return engine_stages(); }

  harness::RequestClasses classes() const override { return telling_.classes; }

  std::vector<harness::CounterInfo> counters() const override {
    std::vector<harness::CounterInfo> all = rig_counters();
    all.push_back({.name = counter::source_bytes,
                   .unit = "bytes",
                   .help = "of the documents that ended ok, as they came in"});
    all.push_back(
        {.name = counter::text_bytes, .unit = "bytes", .help = "of text that they came to"});
    all.push_back({.name = counter::pages,
                   .unit = "pages",
                   .help = "theirs, or chapters, or files; one of a document that has none"});
    return all;
  }

  harness::Observation observe(std::span<harness::CounterValue> values) override {
    const std::array totals{&source_bytes_, &text_bytes_, &pages_};
    for (std::size_t i = 0; i < totals.size(); ++i) {
      values[values.size() - totals.size() + i] = static_cast<double>(totals.at(i)->load());
    }
    return rig_->observe(values);
  }

  harness::Expected<void> verify() override {
    if (auto stopped = rig_->stop(); !stopped) return stopped;
    std::vector<std::size_t> ok;
    for (std::size_t i = 0; i < acknowledged_.size(); ++i) {
      if (acknowledged_[i].load(std::memory_order_relaxed)) ok.push_back(i);
    }
    return check_outputs(rig_->engine(), *corpus_, ok);
  }

 private:
  void hand_over(const Request& request, Completion done) {
    const Corpus::Document& document = corpus_->documents()[request.item];
    rig_->process({.id = document.id, .path = document.path, .bytes = {}},
                  [this, done](const engine::documents::items::Result& result) {
                    if (result.outcome == engine::documents::Outcome::ok) {
                      note_ok(done.request().item, *result.content);
                    }
                    end(done, result);
                  });
  }

  void end(const Completion& done, const engine::documents::items::Result& result) {
    const bool shed = result.outcome == engine::documents::Outcome::shed;
    std::optional<std::uint32_t> of_class;
    if (telling_.class_of != nullptr && !shed) of_class = telling_.class_of(result);
    rig_->complete(done, result, of_class);
  }

  void note_ok(std::uint64_t item, const engine::documents::Content& content) {
    acknowledged_[item].store(true, std::memory_order_relaxed);
    source_bytes_.fetch_add(corpus_->documents()[item].bytes, std::memory_order_relaxed);
    text_bytes_.fetch_add(content.parsed.text.size(), std::memory_order_relaxed);
    pages_.fetch_add(std::max<std::size_t>(1, content.parsed.parts.size()),
                     std::memory_order_relaxed);
  }

  std::shared_ptr<const Corpus> corpus_;
  const Telling telling_;
  std::vector<std::atomic<bool>> acknowledged_;  // by item: was it ever told to be ok?
  std::atomic<std::uint64_t> source_bytes_{0}, text_bytes_{0}, pages_{0};  // of what ended ok
  std::unique_ptr<EngineRig> rig_;
};

}  // namespace

Outcome outcome_of(engine::documents::Outcome outcome) {
  switch (outcome) {
    case engine::documents::Outcome::ok:
      return Outcome::ok;
    case engine::documents::Outcome::failed:
      return Outcome::failed;
    case engine::documents::Outcome::shed:
      return Outcome::shed;
  }
  return Outcome::failed;
}

EngineWhy::EngineWhy(const engine::documents::items::Result& result) {
  if (result.outcome != engine::documents::Outcome::failed || !result.error) return;
  reason_ = to_string(result.error->reason);
  example_ = fmt::format("{}: {}", result.id, result.error->detail);
}

std::vector<std::string> engine_stages() {
  const auto names = Engine::stage_names();
  return {names.begin(), names.end()};
}

harness::Expected<std::unique_ptr<RedisServer>> own_server(
    engine::documents::options::Options& options) {
  if (options.second_level.redis != own_redis) return nullptr;
  auto started = RedisServer::start({});
  if (!started) return tl::unexpected(started.error());
  options.second_level.redis = (*started)->address();
  return std::move(*started);
}

void describe_engine(const harness::scenario::TargetOrder& order,
                     const engine::documents::options::Options& options,
                     const std::shared_ptr<const Corpus>& corpus,
                     harness::scenario::Prepared& prepared) {
  prepared.engine = order.engine;
  prepared.batch_size = options.run.batch.size;
  prepared.workers = options.run.most_workers();
  prepared.parameters.emplace_back("corpus", corpus->describe());
  prepared.parameters.emplace_back("engine", order.engine);
  for (const engine::documents::options::OptionInfo& option :
       engine::documents::options::option_table()) {
    prepared.parameters.emplace_back(option.name, option.get(options));
  }
  for (const Corpus::Document& document : corpus->documents()) {
    prepared.item_bytes.push_back(document.bytes);
  }
  prepared.describe = [corpus](std::uint64_t item) { return corpus->documents()[item].id; };
}

harness::Expected<harness::scenario::Prepared> make_engine_target(
    const harness::scenario::TargetOrder& order) {
  auto opened = Corpus::open(order.corpus);
  if (!opened) return tl::unexpected(opened.error());
  return make_engine_target_over(order, std::make_shared<const Corpus>(std::move(*opened)), false);
}

harness::Expected<harness::scenario::Prepared> make_engine_target_over(
    const harness::scenario::TargetOrder& order, std::shared_ptr<const Corpus> corpus, bool seen,
    Telling telling) {
  if (corpus->documents().empty()) return harness::failure("no documents of the sizes asked for");
  const auto options = engine_options(order.engine, order.settings, corpus->total_bytes());
  if (!options) return tl::unexpected(options.error());
  auto rig = EngineRig::open(order, *options);
  if (!rig) return tl::unexpected(rig.error());
  harness::scenario::Prepared prepared;
  describe_engine(order, *options, corpus, prepared);
  auto target =
      std::make_unique<EngineTarget>(std::move(*rig), std::move(corpus), std::move(telling));
  if (seen) target->see_all();
  prepared.target = std::move(target);
  return prepared;
}

}  // namespace scenarios
