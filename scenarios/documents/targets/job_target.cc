#include "scenarios/documents/targets/job_target.h"

#include <fmt/format.h>

#include <map>
#include <mutex>

#include "engine/documents/engine.h"
#include "harness/drive/client_threads.h"
#include "scenarios/documents/targets/engine_target.h"
#include "scenarios/documents/targets/outputs.h"
#include "scenarios/documents/targets/own_settings.h"

namespace scenarios {
namespace {

using engine::documents::Engine;
using harness::Completion;
using harness::failure;
using harness::Outcome;
using harness::Request;

constexpr std::size_t job_backlog = 100;
constexpr std::uint64_t most_files = 100'000;

/// What the first job of its kind left behind; all later ones are compared with it.
class FirstOutputs {
 public:
  /// Where these outputs differ from the first of that kind; empty if nowhere, or if they are it.
  std::string compare(const std::string& kind, Outputs outputs) {
    const std::lock_guard lock(mutex_);
    const auto [first, is_new] = of_kind_.try_emplace(kind, std::move(outputs));
    return is_new ? std::string() : difference(first->second, outputs);
  }

 private:
  std::mutex mutex_;
  std::map<std::string, Outputs> of_kind_;
};

FirstOutputs& first_outputs() {
  static FirstOutputs outputs;
  return outputs;
}

/// Works jobs one after the other.
class JobTarget final : public harness::Target {
 public:
  JobTarget(std::unique_ptr<RedisServer> redis, engine::documents::options::Options options,
            std::shared_ptr<const Corpus> corpus, std::string kind, std::filesystem::path folder,
            harness::Clock& clock)
      : redis_(std::move(redis)),
        options_(std::move(options)),
        corpus_(std::move(corpus)),
        kind_(std::move(kind)),
        folder_(std::move(folder)),
        clock_(clock) {
    client_.emplace(clock, 1, job_backlog,
                    [this](const Request&, const Completion& done) { work(done); });
  }

  std::uint64_t population() const override { return 1; }

  void submit(const Request&, Completion done) override { client_->submit({}, done); }

  harness::Observation observe(std::span<harness::CounterValue> /*values*/) override {
    harness::Observation observed;
    observed.queue_depth = client_->queued();
    return observed;
  }

  harness::Expected<void> verify() override {
    client_.reset();
    if (!wrong_.empty()) return failure(wrong_);
    if (jobs_ == 0) return {};
    std::vector<std::string> ids;
    for (const Corpus::Document& document : corpus_->documents()) ids.push_back(document.id);
    auto outputs = read_outputs(database(), ids);
    if (!outputs) return failure(outputs.error().detail);
    const std::string differs = first_outputs().compare(kind_, std::move(*outputs));
    if (differs.empty()) return {};
    return failure(
        fmt::format("the outputs of {} are not those of the first such job: {}", kind_, differs));
  }

 private:
  std::filesystem::path database() const {
    return folder_ / "job" / "engine.sqlite";  // of the last job
  }

  void work(const Completion& done) {
    std::error_code ignored;
    std::filesystem::remove_all(database().parent_path(), ignored);
    std::filesystem::create_directories(database().parent_path(), ignored);
    ++jobs_;
    const harness::Instant started = clock_.now();
    const bool right = process();
    const harness::Instant end = clock_.now();
    done(right ? Outcome::ok : Outcome::failed, started, end, end, {},
         right ? harness::Why{} : harness::Why{wrong_, {}});
  }

  /// All of the job: when this returns, the engine has stopped.
  bool process() {
    auto engine = Engine::open(options_, database(), [this] { return clock_.now(); });
    if (!engine) {
      wrong_ = engine.error().detail;
      return false;
    }
    for (const Corpus::Document& document : corpus_->documents()) {
      (*engine)->submit({.id = document.id, .path = document.path, .bytes = {}},
                        [](const engine::documents::items::Result&) {});
    }
    (*engine)->stop();
    const engine::documents::Counts counts = (*engine)->counts();
    // A job of which no document is ok has failed, however complete its failures are.
    if (counts.ok + counts.failed == corpus_->documents().size()) return counts.ok > 0;
    wrong_ = fmt::format("of {} documents {} are ok, {} failed and {} were shed",
                         corpus_->documents().size(), counts.ok, counts.failed, counts.shed);
    return false;
  }

  const std::unique_ptr<RedisServer> redis_;
  const engine::documents::options::Options options_;
  const std::shared_ptr<const Corpus> corpus_;
  const std::string kind_;
  const std::filesystem::path folder_;
  harness::Clock& clock_;
  std::size_t jobs_ = 0;                                 // the client's, until it is gone
  std::string wrong_;                                    // likewise
  std::optional<harness::drive::ClientThreads> client_;  // goes first: it works the jobs
};

}  // namespace

harness::Expected<harness::scenario::Prepared> make_job_target(
    const harness::scenario::TargetOrder& order) {
  harness::scenario::TargetOrder rest = order;
  auto files = take_number(rest.settings, "job.files", 1);
  if (!files) return tl::unexpected(files.error());
  if (*files < 1 || *files > most_files) {
    return failure(fmt::format("job.files: 1 to {}, not {}", most_files, *files));
  }
  const auto whole = Corpus::open(order.corpus);
  if (!whole) return tl::unexpected(whole.error());
  const auto corpus = std::make_shared<const Corpus>(whole->times(*files));
  const auto options = engine_options(order.engine, rest.settings, corpus->total_bytes());
  if (!options) return tl::unexpected(options.error());
  harness::scenario::Prepared prepared;
  describe_engine(rest, *options, corpus, prepared);
  prepared.item_bytes = {corpus->total_bytes()};
  prepared.describe = [count = *files](std::uint64_t) {
    return fmt::format("{} file{}", count, count == 1 ? "" : "s");
  };
  engine::documents::options::Options engine_gets = *options;
  auto redis = own_server(engine_gets);
  if (!redis) return tl::unexpected(redis.error());
  const std::string kind =
      fmt::format("{} with {} file{}", order.engine, *files, *files == 1 ? "" : "s");
  prepared.target = std::make_unique<JobTarget>(std::move(*redis), std::move(engine_gets), corpus,
                                                kind, order.scratch, order.clock);
  return prepared;
}

}  // namespace scenarios
