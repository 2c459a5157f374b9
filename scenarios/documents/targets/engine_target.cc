#include "scenarios/documents/targets/engine_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>

#include "harness/record/totals.h"
#include "scenarios/corpus/corpus.h"
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
        telling_(telling),
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

  std::vector<std::string> stages() const override { return telling_.stages(); }

  harness::Observation observe() override {
    harness::Observation observed = rig_->observe();
    observed.source_bytes = source_bytes_;
    observed.text_bytes = text_bytes_;
    observed.parts = parts_;
    return observed;
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
                  [this, done](const engine::documents::Result& result) {
                    if (result.outcome == engine::documents::Outcome::ok) {
                      note_ok(done.request().item, *result.content);
                    }
                    telling_.complete(done, result);
                  });
  }

  void note_ok(std::uint64_t item, const engine::documents::Content& content) {
    acknowledged_[item].store(true, std::memory_order_relaxed);
    source_bytes_.fetch_add(corpus_->documents()[item].bytes, std::memory_order_relaxed);
    text_bytes_.fetch_add(content.parsed.text.size(), std::memory_order_relaxed);
    parts_.fetch_add(std::max<std::size_t>(1, content.parsed.parts.size()),
                     std::memory_order_relaxed);
  }

  std::shared_ptr<const Corpus> corpus_;
  const Telling telling_;
  std::vector<std::atomic<bool>> acknowledged_;  // by item: was it ever told to be ok?
  std::atomic<std::uint64_t> source_bytes_{0}, text_bytes_{0}, parts_{0};
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

void complete(const Completion& done, const engine::documents::Result& result) {
  const Outcome outcome = outcome_of(result.outcome);
  if (outcome != Outcome::failed) {
    done(outcome, result.started, result.served, result.finished, result.stages);
    return;
  }
  std::array<harness::Duration, harness::record::SlowSample::most_stages> stages;
  stages.fill(engine::run::Trace::did_not_run);
  const std::size_t errors = std::min(result.stages.size(), stages.size() - 1);
  harness::Duration spent{};
  for (const harness::Duration stage : result.stages) {
    if (stage > harness::Duration{}) spent += stage;
  }
  stages.at(errors) = spent;
  done(outcome, result.started, result.served, result.finished, std::span(stages).first(errors + 1),
       EngineWhy(result));
}

EngineWhy::EngineWhy(const engine::documents::Result& result) {
  if (result.outcome != engine::documents::Outcome::failed || !result.error) return;
  reason_ = to_string(result.error->reason);
  example_ = fmt::format("{}: {}", result.id, result.error->detail);
}

std::vector<std::string> engine_stages() {
  const auto names = Engine::stage_names();
  std::vector<std::string> all(names.begin(), names.end());
  all.emplace_back("errors");
  return all;
}

harness::Expected<std::unique_ptr<RedisServer>> own_server(engine::Options& options) {
  if (options.cache_redis != own_redis) return nullptr;
  auto started = RedisServer::start({});
  if (!started) return tl::unexpected(started.error());
  options.cache_redis = (*started)->address();
  return std::move(*started);
}

void describe_engine(const harness::run::TargetOrder& order, const engine::Options& options,
                     const std::shared_ptr<const Corpus>& corpus,
                     harness::run::Prepared& prepared) {
  prepared.engine = order.engine;
  prepared.batch_size = options.batch_size;
  prepared.workers = options.executor == engine::ExecutorKind::sequential ? 1 : options.workers;
  prepared.parameters.emplace_back("corpus", corpus->describe());
  prepared.parameters.emplace_back("engine", order.engine);
  for (const engine::OptionInfo& option : engine::option_table()) {
    prepared.parameters.emplace_back(option.name, option.get(options));
  }
  for (const Corpus::Document& document : corpus->documents()) {
    prepared.item_bytes.push_back(document.bytes);
  }
  prepared.describe = [corpus](std::uint64_t item) { return corpus->documents()[item].id; };
}

harness::Expected<harness::run::Prepared> make_engine_target(
    const harness::run::TargetOrder& order) {
  auto opened = Corpus::open(order.corpus);
  if (!opened) return tl::unexpected(opened.error());
  return make_engine_target_over(order, std::make_shared<const Corpus>(std::move(*opened)), false);
}

harness::Expected<harness::run::Prepared> make_engine_target_over(
    const harness::run::TargetOrder& order, std::shared_ptr<const Corpus> corpus, bool seen,
    Telling telling) {
  if (corpus->documents().empty()) return harness::failure("no documents of the sizes asked for");
  const auto options = engine_options(order.engine, order.settings, corpus->total_bytes());
  if (!options) return tl::unexpected(options.error());
  auto rig = EngineRig::open(order, *options);
  if (!rig) return tl::unexpected(rig.error());
  harness::run::Prepared prepared;
  describe_engine(order, *options, corpus, prepared);
  auto target = std::make_unique<EngineTarget>(std::move(*rig), std::move(corpus), telling);
  if (seen) target->see_all();
  prepared.target = std::move(target);
  return prepared;
}

}  // namespace scenarios
