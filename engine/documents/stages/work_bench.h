// For tests: the documents workload on one thread, one document after the other.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <set>
#include <span>
#include <string>

#include "engine/documents/items/test_folder.h"
#include "engine/documents/stages/stages.h"

namespace engine::documents::stages {

using content::Content;
using run::Outcome;

/// What became of a document.
struct Worked {
  Outcome outcome = Outcome::ok;
  std::optional<Error> error;
  std::set<std::string> stages;  // those that did something
  std::shared_ptr<const Content> content;
  bool resumed = false, from_cache = false;

  bool has_run(const std::string& stage) const { return stages.contains(stage); }
};

/// An engine's services on a database, without its threads. Its wall clock goes an hour ahead: no
/// file is so fresh that its stamp proves nothing.
class WorkBench {
 public:
  explicit WorkBench(const options::Options& options, const std::filesystem::path& database)
      : options_(options), store_(*store::Store::open(database, {})) {
    services_.under_way = &under_way_;
  }

  Worked work(const items::Document& document) {
    items::Item item;
    item.document = document;
    item.trace.started = now_();
    Worked worked;
    item.done = [&](const items::Result& result) {
      worked.outcome = result.outcome;
      worked.error = result.error;
      worked.content = result.content;
      worked.resumed = result.resumed;
      worked.from_cache = result.from_cache;
    };
    under_way_.begin(document.id);
    workload().begin_batch(context_);
    for (const auto& stage : workload().stages) {
      const auto did = stage.run(item, context_);
      if (!did) item.trace.error = did.error();
      if (!did) break;
      if (*did == run::Did::work) worked.stages.emplace(stage.name);
    }
    items::Item* batch[] = {&item};
    const auto finished = workload().finish(std::span<items::Item* const>(batch), context_);
    REQUIRE_MESSAGE(finished.has_value(), (finished ? "" : finished.error().detail));
    item.trace.stages.resize(workload().stages.size() + 1);
    workload().about(item);
    item.done(items::result_of(item, item.trace.error ? Outcome::failed : Outcome::ok));
    under_way_.end(document.id);
    const auto sound = store_.check();
    CHECK_MESSAGE(sound.has_value(), (sound ? "" : sound.error().detail));
    return worked;
  }
  Worked work(const std::filesystem::path& path) {
    return work({.id = path.string(), .path = path, .bytes = {}});
  }
  Worked work(const std::string& id, const std::string& bytes) {
    return work({.id = id, .path = {}, .bytes = bytes});
  }

  store::Store& store() { return store_; }
  services::UnderWay& under_way() { return under_way_; }

 private:
  options::Options options_;
  store::Store store_;
  cache::Cache<Content> cache_{{}};
  Now now_ = std::chrono::steady_clock::now;
  items::KnownFiles known_{[] { return std::chrono::system_clock::now() + std::chrono::hours(1); }};
  items::InFlight in_flight_{options_.key_hash, 0, false};
  services::UnderWay under_way_;
  services::Quarantine quarantine_;
  run::ProgressBoard progress_;
  Services services_{options_, cache_, store_, now_, known_, in_flight_, quarantine_};
  Context context_{services_, progress_.seat()};
};

}  // namespace engine::documents::stages
