#include "scenarios/documents/targets/soak_target.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <semaphore>

#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/validation.h"
#include "engine/key/key.h"
#include "scenarios/documents/targets/document_counters.h"
#include "scenarios/documents/targets/engine_rig.h"
#include "scenarios/documents/targets/engine_target.h"
#include "scenarios/documents/targets/own_settings.h"

namespace scenarios {
namespace {

using harness::Completion;
using harness::failure;
using harness::Request;

constexpr std::uint64_t most_bytes = 64 * 1024 * 1024;  // of documents, which are kept in memory
constexpr std::uint64_t one_in = 10;                    // requests is for a version known before
constexpr std::size_t verified_documents = 64;          // documents whose last version is verified

/// A document as it was at first.
struct Original {
  std::string id, bytes;
};

/// Requests' numbers are from 0 on; those of versions that a target is aged with are from here on.
constexpr std::uint64_t first_of_ageing = std::uint64_t{1} << 48;
constexpr std::uint32_t at_once = 64;  // documents, while it is aged

std::uint64_t version_of(std::uint64_t request) {
  return request % one_in == one_in - 1 ? 0 : request + 1;
}

std::string bytes_of(const Original& original, std::uint64_t version) {
  if (version == 0) return original.bytes;
  // A paragraph in text, Markdown and HTML alike.
  return fmt::format("{}\n\n<p>Version {} of this document.</p>\n", original.bytes, version);
}

std::vector<Original> originals_of(const Corpus& corpus) {
  std::vector<Original> all;
  for (const Corpus::Document& document : corpus.documents()) {
    const auto format = engine::documents::parse::detect_format(document.id, {});
    if (!format || !engine::documents::parsed::is_text(*format) || document.id.ends_with(".gz"))
      continue;
    std::ifstream in(document.path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (in && engine::documents::parsed::validate(bytes))
      all.push_back({document.id, std::move(bytes)});
  }
  return all;
}

/// Fewer of its documents, from all over it, if they are more than `most` or would take too much
/// memory.
Corpus within_bounds(const Corpus& corpus, std::uint64_t most) {
  const auto total = static_cast<double>(corpus.total_bytes());
  const auto count = static_cast<double>(corpus.documents().size());
  const double fit = std::min(static_cast<double>(most), count * most_bytes / total);
  if (fit >= count) return corpus;
  return corpus.times(static_cast<std::size_t>(std::max(1.0, fit)));
}

std::uint64_t size_of(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

class SoakTarget final : public harness::Target {
 public:
  SoakTarget(std::unique_ptr<EngineRig> rig, std::shared_ptr<const std::vector<Original>> originals,
             std::filesystem::path database)
      : originals_(std::move(originals)),
        database_(std::move(database)),
        aged_(originals_->size()),
        newest_(originals_->size()),
        rig_(std::move(rig)) {
    rig_->serve([this](const Request& request, Completion done) { hand_over(request, done); });
  }

  /// Processes each document once as it is, one after the other. An error: one that failed.
  harness::Expected<void> see_all(const std::stop_token& stop) {
    for (const Original& original : *originals_) {
      if (stop.stop_requested()) return {};
      const auto error =
          rig_->process_alone({.id = original.id, .path = {}, .bytes = original.bytes});
      if (error) return failure(fmt::format("{}: {}", original.id, error->detail));
      ++seen_;
    }
    return {};
  }

  /// Works on versions of the documents, one document after the other, as fast as the engine does.
  void age(const harness::scenario::TargetOrder& order) {
    // Shared: whoever gives room back may still be about it when it has been taken.
    const std::uint32_t together =
        std::min<std::uint32_t>(at_once, rig_->engine().options().run.queue_capacity);
    const auto room = std::make_shared<std::counting_semaphore<at_once>>(together);
    const harness::Instant end = order.clock.now() + order.ageing;
    harness::Instant tell_at = order.clock.now();
    for (std::uint64_t i = 0; order.clock.now() < end && !order.stop.stop_requested(); ++i) {
      if (order.tell && order.clock.now() >= tell_at) {
        order.tell("ageing");
        tell_at += std::chrono::seconds(1);
      }
      room->acquire();
      const std::size_t item = i % originals_->size();
      const std::uint64_t version = version_of(first_of_ageing + i);
      rig_->process(
          {.id = (*originals_)[item].id,
           .path = {},
           .bytes = bytes_of((*originals_)[item], version)},
          [this, room, item, number = i + 1](const engine::documents::items::Result& result) {
            if (result.outcome == engine::documents::Outcome::ok) raise(aged_[item], number);
            room->release();
          });
    }
    for (std::uint32_t i = 0; i < together; ++i) room->acquire();
  }

  std::uint64_t population() const override { return originals_->size(); }

  void submit(const Request& request, Completion done) override { rig_->submit(request, done); }

  std::vector<std::string> stages() const override { return engine_stages(); }

  std::vector<harness::CounterInfo> counters() const override {
    std::vector<harness::CounterInfo> all = rig_counters();
    all.push_back({.name = counter::stored_bytes,
                   .unit = "bytes",
                   .kind = harness::CounterKind::level,
                   .help = "of its database and that one's log"});
    return all;
  }

  harness::Observation observe(std::span<harness::CounterValue> values) override {
    values.back() = static_cast<double>(size_of(database_) + size_of(database_.string() + "-wal"));
    return rig_->observe(values);
  }

  harness::Expected<void> verify() override {
    if (auto stopped = rig_->stop(); !stopped) return stopped;
    const std::size_t stride = originals_->size() / verified_documents + 1;
    for (std::size_t i = 0; i < seen_; i += stride) {
      if (auto right = verify_newest(i); !right) return right;
    }
    if (const auto sound = rig_->engine().store().check(); !sound)
      return failure(sound.error().detail);
    return {};
  }

 private:
  void hand_over(const Request& request, const Completion& done) {
    const Original& original = (*originals_)[request.item];
    rig_->process(
        {.id = original.id, .path = {}, .bytes = bytes_of(original, version_of(request.id))},
        [this, done](const engine::documents::items::Result& result) {
          if (result.outcome == engine::documents::Outcome::ok) {
            raise(newest_[done.request().item], done.request().id + 1);
          }
          rig_->complete(done, result);
        });
  }

  static void raise(std::atomic<std::uint64_t>& newest, std::uint64_t number) {
    std::uint64_t known = newest.load(std::memory_order_relaxed);
    while (known < number &&
           !newest.compare_exchange_weak(known, number, std::memory_order_relaxed)) {
    }
  }

  /// Of the versions that were acknowledged the database must have the one submitted last.
  harness::Expected<void> verify_newest(std::size_t item) const {
    const Original& original = (*originals_)[item];
    const std::uint64_t newest = newest_[item].load(std::memory_order_relaxed);
    const std::uint64_t aged = aged_[item].load(std::memory_order_relaxed);
    const std::uint64_t version = newest > 0 ? version_of(newest - 1)
                                  : aged > 0 ? version_of(first_of_ageing + aged - 1)
                                             : 0;
    const std::string bytes = bytes_of(original, version);
    const auto state = rig_->engine().store().find(original.id);
    if (!state) return failure(state.error().detail);
    if (!*state || (*state)->status != engine::documents::store::Status::ok) {
      return failure(fmt::format("{}: acknowledged, but not so in the database", original.id));
    }
    const auto key = engine::key::digest(rig_->engine().options().key_hash, bytes);
    if ((*state)->key == engine::key::to_hex(key)) return {};
    return failure(fmt::format("{}: not its last version is in the database", original.id));
  }

  const std::shared_ptr<const std::vector<Original>> originals_;
  const std::filesystem::path database_;
  // By item: 1 + the last that was acknowledged, of ageing and of requests; 0: none.
  std::vector<std::atomic<std::uint64_t>> aged_, newest_;
  std::size_t seen_ = 0;  // all of them, unless somebody asked for a stop before
  std::unique_ptr<EngineRig> rig_;
};

}  // namespace

harness::Expected<harness::scenario::Prepared> make_soak_target(
    const harness::scenario::TargetOrder& order) {
  // What a former engine left in the allocator would hide that this one grows.
  ::malloc_trim(0);
  auto opened = Corpus::open(order.corpus);
  if (!opened) return tl::unexpected(opened.error());
  std::vector<harness::scenario::Setting> settings = order.settings;
  const auto most = take_number(settings, most_documents, opened->documents().size());
  if (!most) return tl::unexpected(most.error());
  const Corpus corpus = within_bounds(*opened, *most);
  auto originals = std::make_shared<const std::vector<Original>>(originals_of(corpus));
  if (originals->empty()) return failure("the corpus has no documents of text, Markdown or HTML");
  const auto options = engine_options(order.engine, settings, corpus.total_bytes());
  if (!options) return tl::unexpected(options.error());
  auto rig = EngineRig::open(order, *options);
  if (!rig) return tl::unexpected(rig.error());
  harness::scenario::Prepared prepared;
  describe_engine(order, *options, std::make_shared<const Corpus>(corpus), prepared);
  prepared.parameters.emplace_back(
      "documents",
      fmt::format("{} in the database before, then versions of them: {} of {} new, their lines of "
                  "their own; before, {:.0f} s of ageing with as many of them as the engine can do",
                  originals->size(), one_in - 1, one_in,
                  std::chrono::duration<double>(order.ageing).count()));
  prepared.item_bytes.clear();
  for (const Original& original : *originals) prepared.item_bytes.push_back(original.bytes.size());
  prepared.describe = [originals](std::uint64_t item) { return (*originals)[item].id; };
  auto target =
      std::make_unique<SoakTarget>(std::move(*rig), originals, order.scratch / "engine.sqlite");
  if (auto seen = target->see_all(order.stop); !seen) return tl::unexpected(seen.error());
  if (order.ageing > harness::Duration{}) target->age(order);
  prepared.target = std::move(target);
  return prepared;
}

}  // namespace scenarios
