#include "scenarios/documents/targets/mixed_target.h"

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <fstream>
#include <optional>

#include "harness/drive/client_threads.h"
#include "scenarios/documents/targets/document_counters.h"
#include "scenarios/documents/targets/engine_check.h"
#include "scenarios/documents/targets/engine_rig.h"
#include "scenarios/documents/targets/engine_target.h"
#include "scenarios/documents/targets/mixed_operations.h"

namespace scenarios {
namespace {

using engine::documents::items::Result;
using harness::Completion;
using harness::failure;
using harness::Outcome;
using harness::Request;

constexpr std::size_t reader_backlog = 1'000'000;  // of searches and look-ups
constexpr std::size_t readers = 2;                 // threads that search and look up
constexpr std::size_t hits_wanted = 10;

template <class Found>
std::optional<engine::Error> error_of(const engine::Expected<Found>& found) {
  return found ? std::nullopt : std::optional(found.error());
}

/// Documents that no engine can process, each for a reason of its own.
harness::Expected<std::vector<Corpus::Document>> make_bad_documents(
    const std::filesystem::path& folder) {
  const std::array<std::pair<const char*, std::string>, 3> files{
      {{"empty.txt", ""},
       {"binary.txt", std::string("a program\0\1\2", 12)},
       {"latin-1.md", "gr\xfc\xdf gott, w\xe4re das nur UTF-8\n"}}};
  std::vector<Corpus::Document> bad;
  for (const auto& [name, bytes] : files) {
    std::ofstream file(folder / name, std::ios::binary);
    file << bytes;
    if (!file.flush()) return failure((folder / name).string() + ": can't be written");
    bad.push_back({std::string("bad/") + name, folder / name, bytes.size()});
  }
  bad.push_back({"bad/missing.html", folder / "missing.html", 0});
  return bad;
}

class MixedTarget final : public harness::Target {
 public:
  MixedTarget(std::unique_ptr<EngineRig> rig, std::shared_ptr<const Corpus> corpus,
              std::vector<Corpus::Document> bad, harness::Clock& clock)
      : corpus_(std::move(corpus)),
        bad_(std::move(bad)),
        clock_(clock),
        acknowledged_(corpus_->documents().size()),
        replaced_(corpus_->documents().size()),
        rig_(std::move(rig)) {
    readers_.emplace(clock, readers, reader_backlog,
                     [this](const Request& request, Completion done) { read(request, done); });
    rig_->serve([this](const Request& request, Completion done) { hand_over(request, done); });
  }

  std::uint64_t population() const override { return corpus_->documents().size(); }

  void submit(const Request& request, Completion done) override {
    const MixedOperation operation = mixed_operation(request.id);
    if (operation == MixedOperation::search || operation == MixedOperation::lookup) {
      readers_->submit(request, done);
    } else {
      rig_->submit(request, done);
    }
  }

  std::vector<std::string> stages() const override { return engine_stages(); }

  harness::RequestClasses classes() const override {
    harness::RequestClasses told{.of = [](const Request& request) {
      return static_cast<std::uint32_t>(mixed_operation(request.id));
    }};
    for (const MixedShare& share : mixed_shares) told.names.emplace_back(share.name);
    return told;
  }

  std::vector<harness::CounterInfo> counters() const override { return rig_counters(); }

  harness::Observation observe(std::span<harness::CounterValue> values) override {
    harness::Observation observed = rig_->observe(values);
    observed.queue_depth = *observed.queue_depth + readers_->queued();
    observed.ok = *observed.ok + read_ok_;
    const harness::drive::ClientThreads::Counts before = readers_->counts();
    observed.failed = *observed.failed + read_failed_ + before.failed;
    observed.shed = *observed.shed + before.shed;
    return observed;
  }

  harness::Expected<void> verify() override {
    readers_.reset();
    if (auto stopped = rig_->stop(); !stopped) return stopped;
    if (read_failed_ > 0) return failure(fmt::format("{} reads failed", read_failed_.load()));
    if (good_failed_ > 0) {
      return failure(fmt::format("{} good documents failed; the first: {}", good_failed_.load(),
                                 first_failure_));
    }
    if (bad_ok_ > 0) return failure(fmt::format("{} bad documents are ok", bad_ok_.load()));
    std::vector<std::size_t> unchanged;
    for (std::size_t i = 0; i < acknowledged_.size(); ++i) {
      if (acknowledged_[i] && !replaced_[i]) unchanged.push_back(i);
    }
    return check_outputs(rig_->engine(), *corpus_, unchanged);
  }

 private:
  void hand_over(const Request& request, const Completion& done) {
    const std::span<const Corpus::Document> documents = corpus_->documents();
    const MixedOperation operation = mixed_operation(request.id);
    const Corpus::Document& document = operation == MixedOperation::bad_document
                                           ? bad_[request.id % bad_.size()]
                                           : documents[request.item];
    std::filesystem::path path = document.path;
    if (operation == MixedOperation::replace) {
      replaced_[request.item] = true;
      path = documents[(request.item + 1) % documents.size()].path;
    }
    rig_->process({.id = document.id, .path = std::move(path), .bytes = {}},
                  [this, done, operation](const Result& result) { end(done, operation, result); });
  }

  void end(const Completion& done, MixedOperation operation, const Result& result) {
    if (result.outcome == engine::documents::Outcome::shed) {
      rig_->complete(done, result);
      return;
    }
    const bool failed = result.outcome == engine::documents::Outcome::failed;
    const bool bad = operation == MixedOperation::bad_document;
    if (failed && !bad && good_failed_++ == 0) {
      first_failure_ = fmt::format("{}: {}: {}", result.id, to_string(result.error->reason),
                                   result.error->detail);
    }
    if (!failed && bad) ++bad_ok_;
    if (!failed && !bad) acknowledged_[done.request().item] = true;
    rig_->complete(done, result);
  }

  void read(const Request& request, const Completion& done) {
    const harness::Instant started = clock_.now();
    const std::string& id = corpus_->documents()[request.item].id;
    const MixedOperation operation = mixed_operation(request.id);
    const std::optional<engine::Error> error =
        operation == MixedOperation::search
            ? error_of(rig_->engine().search(search_for(id), hits_wanted))
            : error_of(rig_->engine().store().find(id));
    ++(error ? read_failed_ : read_ok_);
    const harness::Instant end = clock_.now();
    done(error ? Outcome::failed : Outcome::ok, started, end, end, {},
         error ? harness::Why{to_string(error->reason), error->detail} : harness::Why{});
  }

  const std::shared_ptr<const Corpus> corpus_;
  const std::vector<Corpus::Document> bad_;
  harness::Clock& clock_;
  std::vector<std::atomic<bool>> acknowledged_, replaced_;  // by item
  std::atomic<std::uint64_t> read_ok_{0}, read_failed_{0}, good_failed_{0}, bad_ok_{0};
  std::string first_failure_;  // whoever counts the first one writes it; to be read at the end
  std::unique_ptr<EngineRig> rig_;
  std::optional<harness::drive::ClientThreads> readers_;  // go first: they call the engine
};

}  // namespace

harness::Expected<harness::scenario::Prepared> make_mixed_target(
    const harness::scenario::TargetOrder& order) {
  auto opened = Corpus::open(order.corpus);
  if (!opened) return tl::unexpected(opened.error());
  const auto corpus = std::make_shared<const Corpus>(std::move(*opened));
  const auto options = engine_options(order.engine, order.settings, corpus->total_bytes());
  if (!options) return tl::unexpected(options.error());
  auto bad = make_bad_documents(order.scratch);
  if (!bad) return tl::unexpected(bad.error());
  auto rig = EngineRig::open(order, *options);
  if (!rig) return tl::unexpected(rig.error());
  harness::scenario::Prepared prepared;
  describe_engine(order, *options, corpus, prepared);
  prepared.target =
      std::make_unique<MixedTarget>(std::move(*rig), corpus, std::move(*bad), order.clock);
  return prepared;
}

}  // namespace scenarios
