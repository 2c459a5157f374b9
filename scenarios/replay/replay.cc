#include "scenarios/replay/replay.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <optional>

#include "harness/result/slowest.h"
#include "scenarios/general/step_parameters.h"

namespace scenarios {
namespace {

using harness::Duration;
using harness::Expected;
using harness::failure;
using harness::milliseconds;
using harness::result::RunResult;

/// At least a minute, and thrice what the request took in the run.
Duration patience_for(const harness::result::SlowRequest& then) {
  const std::chrono::duration<double, std::milli> took(then.latency_ms.value_or(0));
  return std::max<Duration>(std::chrono::minutes(1),
                            std::chrono::duration_cast<Duration>(3 * took));
}

std::vector<harness::scenario::Setting> settings_of(const RunResult& run, const std::string& step,
                                                    const harness::scenario::Subject& subject) {
  const auto is_one = [&](std::string_view name) {
    return std::ranges::find(subject.settings, name, &harness::scenario::SettingInfo::name) !=
           subject.settings.end();
  };
  std::vector<harness::scenario::Setting> settings;
  const auto take = [&](const std::vector<harness::scenario::Setting>& parameters) {
    for (const auto& [name, value] : parameters) {
      if (is_one(name)) settings.emplace_back(name, value);
    }
  };
  take(run.parameters);
  take(differences(run, step));
  for (const harness::result::Point& point : run.points) {
    if (point.step != step) continue;
    if (point.batch_size && is_one("batch.size"))
      settings.emplace_back("batch.size", fmt::format("{}", *point.batch_size));
    if (point.workers && is_one("workers"))
      settings.emplace_back("workers", fmt::format("{}", *point.workers));
    break;
  }
  return settings;
}

/// What was written to a file after the run may have changed what the request had to do.
bool written_since(const std::filesystem::path& file, const std::string& started_utc) {
  std::tm utc{};
  struct stat status {};
  if (::strptime(started_utc.c_str(), "%Y-%m-%dT%H:%M:%SZ", &utc) == nullptr) return false;
  return ::stat(file.c_str(), &status) == 0 && status.st_mtime > ::timegm(&utc);
}

/// The item's number as it is now; the request's own where nothing has a name.
Expected<std::uint64_t> find_item(const harness::scenario::Prepared& prepared,
                                  const ReplayPlan& plan) {
  const std::uint64_t population = prepared.target->population();
  const std::uint64_t item = plan.then.item;
  const std::string& name = plan.then.name;
  if (name.empty() || !prepared.describe) {
    if (item < population) return item;
    return failure(fmt::format("there is no item {} any more, only {}", item, population));
  }
  if (item < population && prepared.describe(item) == name) return item;
  for (std::uint64_t other = 0; other < population; ++other) {
    if (prepared.describe(other) == name) return other;
  }
  return failure(fmt::format("the item {} is gone", name));
}

/// Waits for one request. The target must go before it.
class Answer {
 public:
  harness::Completion completion(const harness::Request& request, harness::Instant now) {
    sample_.reset();
    return {&receive, this, request, 0, now, now};
  }

  /// Empty if it doesn't come in time.
  std::optional<harness::Sample> wait(Duration patience) {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, patience, [this] { return sample_.has_value(); });
    if (sample_) sample_->stages = stages_;
    return sample_;
  }

 private:
  static void receive(void* context, const harness::Sample& sample) {
    auto& answer = *static_cast<Answer*>(context);
    const std::lock_guard lock(answer.mutex_);
    answer.sample_ = sample;
    answer.stages_.assign(sample.stages.begin(), sample.stages.end());
    answer.came_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable came_;
  std::optional<harness::Sample> sample_;
  std::vector<Duration> stages_;
};

RequestTime time_of(const harness::Sample& sample, const std::vector<std::string>& stages) {
  RequestTime time{.latency_ms = milliseconds(sample.finished - sample.due),
                   .lag_ms = milliseconds(sample.sent - sample.due),
                   .wait_ms = milliseconds(sample.started - sample.sent),
                   .service_ms = milliseconds(sample.served - sample.started),
                   .delivery_ms = milliseconds(sample.finished - sample.served),
                   .stages_ms = {}};
  for (std::size_t i = 0; i < std::min(stages.size(), sample.stages.size()); ++i) {
    if (sample.stages[i].count() < 0) continue;
    time.stages_ms.emplace_back(stages[i], milliseconds(sample.stages[i]));
  }
  return time;
}

/// One replay, target after target.
class Replaying {
 public:
  Replaying(harness::Clock& clock, const ReplayPlan& plan, std::filesystem::path scratch)
      : clock_(clock), plan_(plan), scratch_(std::move(scratch)) {}

  Expected<Replay> run(unsigned repeat, const std::stop_token& stop) {
    if (!plan_.corpus_then.empty() && plan_.open_items) {
      auto items = plan_.open_items(plan_.corpus);
      if (!items) return tl::unexpected(items.error());
      corpus_ = std::move(items->folder);
    }
    for (unsigned i = 0; i < repeat && !stop.stop_requested(); ++i) {
      if (auto done = once(i); !done) return tl::unexpected(done.error());
    }
    return std::move(replay_);
  }

 private:
  Expected<void> once(unsigned number) {
    const std::filesystem::path own = scratch_ / std::to_string(number);
    std::error_code error;
    std::filesystem::create_directory(own, error);
    if (error) return failure(own.string() + ": " + error.message());
    Answer answer;
    auto prepared = plan_.make_target({.clock = clock_,
                                       .engine = plan_.engine,
                                       .settings = plan_.settings,
                                       .corpus = corpus_,
                                       .scratch = own});
    if (!prepared) return tl::unexpected(prepared.error());
    const auto item = find_item(*prepared, plan_);
    if (!item) return tl::unexpected(item.error());
    if (number == 0) note_changes(*prepared);
    for (std::vector<RequestTime>* times : {&replay_.cold, &replay_.warm}) {
      auto time = ask(*prepared->target, answer, *item);
      if (!time) return tl::unexpected(time.error());
      times->push_back(std::move(*time));
    }
    const auto right = prepared->target->verify();
    if (!right && replay_.wrong.empty()) replay_.wrong = right.error().message;
    return {};
  }

  Expected<RequestTime> ask(harness::Target& target, Answer& answer, std::uint64_t item) {
    const harness::Request request{asked_++, item};
    target.submit(request, answer.completion(request, clock_.now()));
    const Duration patience = patience_for(plan_.then);
    const auto sample = answer.wait(patience);
    if (!sample) {
      return failure(fmt::format("the request did not end within {:.0f} s, though it was alone",
                                 std::chrono::duration<double>(patience).count()));
    }
    const char* outcome = sample->outcome == harness::Outcome::ok       ? "ok"
                          : sample->outcome == harness::Outcome::failed ? "failed"
                                                                        : "shed";
    if (asked_ == 1 && outcome != plan_.then.outcome) {
      note(fmt::format("it ended as {} in the run, and as {} alone", plan_.then.outcome, outcome));
    }
    return time_of(*sample, replay_.stages);
  }

  void note_changes(const harness::scenario::Prepared& prepared) {
    replay_.stages = prepared.target->stages();
    for (const auto& [name, value] : prepared.parameters) {
      if (name == "corpus" && value != plan_.corpus_then) {
        note(fmt::format("the corpus has changed: it was {}, and is {}", plan_.corpus_then, value));
      }
    }
    if (!corpus_.empty() && written_since(corpus_ / plan_.then.name, plan_.started_utc)) {
      note("the item's file was written after the run began, so it may be another one");
    }
  }

  void note(std::string sentence) { replay_.notes.push_back(std::move(sentence)); }

  harness::Clock& clock_;
  const ReplayPlan& plan_;
  const std::filesystem::path scratch_;
  std::filesystem::path corpus_;
  std::uint64_t asked_ = 0;
  Replay replay_;
};

}  // namespace

Expected<ReplayPlan> plan_replay(const RunResult& run, std::size_t number,
                                 const Catalogue& catalogue) {
  RunResult ordered;
  ordered.points = run.points;
  ordered.slowest = run.slowest;
  const std::size_t measured = harness::result::put_slowest_first(ordered);
  if (number < 1 || number > measured) {
    return failure(
        fmt::format("there is no slow request {}: slowest.csv has {} of them that were measured",
                    number, measured));
  }
  const harness::result::SlowRequest& then = ordered.slowest[number - 1];
  ReplayPlan plan{.then = then,
                  .number = number,
                  .engine = parameter_of_step(run, then.step, "engine"),
                  .settings = {},
                  .corpus = parameter(run, "corpus as typed"),
                  .corpus_then = parameter(run, "corpus"),
                  .started_utc = run.started_utc};
  const auto found =
      catalogue.find(run.scenario, run.subject_source.empty() ? run.subject : run.subject_source);
  if (!found) {
    return failure(
        fmt::format("the run is of '{}', which is none of this program's scenarios", run.scenario));
  }
  plan.make_target = found->scenario.make_target;
  plan.open_items = found->subject.open_items;
  plan.settings = settings_of(run, plan.then.step, found->subject);
  return plan;
}

Expected<Replay> replay(harness::Clock& clock, const ReplayPlan& plan,
                        const std::filesystem::path& scratch, unsigned repeat,
                        const std::stop_token& stop) {
  return Replaying(clock, plan, scratch).run(repeat, stop);
}

}  // namespace scenarios
