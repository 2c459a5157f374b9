// Programs for tests: shell scripts that are gone at the end, and what requests came to.
#pragma once

#include <sys/stat.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

#include "harness/result/sample/temporary_folder.h"
#include "harness/scenario/subject.h"
#include "harness/target.h"
#include "scenarios/command/subject.h"

namespace scenarios::command {

/// A folder of scripts.
class Scripts {
 public:
  /// The script's path.
  std::string add(const std::string& name, const std::string& lines) const {
    const std::filesystem::path path = folder_.path() / name;
    std::ofstream(path) << "#!/bin/sh\n" << lines << '\n';
    ::chmod(path.c_str(), S_IRWXU);
    return path.string();
  }
  std::string file(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = folder_.path() / name;
    std::ofstream(path) << text;
    return path.string();
  }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  harness::result::sample::TemporaryFolder folder_;
};

/// How one request ended.
struct RequestEnd {
  harness::Outcome outcome = harness::Outcome::ok;
  std::string reason, example;
  std::vector<harness::Duration> stages;
  harness::Duration took{};
};

/// A target of the subject, asked one request after the other or several at once.
class Asked {
 public:
  explicit Asked(std::vector<harness::scenario::Setting> settings,
                 const std::filesystem::path& items = {}) {
    auto made = command_subject().make_target(
        {.clock = clock_, .engine = {}, .settings = std::move(settings), .corpus = items});
    if (made) prepared = std::move(*made);
    if (!made) error = made.error().message;
  }

  RequestEnd ask(std::uint64_t item = 0) { return ask_all({item}).front(); }

  /// In the order of the items.
  std::vector<RequestEnd> ask_all(const std::vector<std::uint64_t>& items) {
    {
      const std::lock_guard lock(mutex_);
      ends_.assign(items.size(), {});
      left_ = items.size();
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      const harness::Request request{.id = i, .item = items[i]};
      const harness::Instant now = clock_.now();
      prepared.target->submit(request, {&receive, this, request, 0, now, now});
    }
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return left_ == 0; });
    return ends_;
  }

  double counter(const std::string& name) {
    const auto infos = prepared.target->counters();
    std::vector<harness::CounterValue> values(infos.size());
    prepared.target->observe(values);
    for (std::size_t i = 0; i < infos.size(); ++i) {
      if (infos[i].name == name) return values[i].value_or(-1);
    }
    return -2;
  }

 private:
  static void receive(void* context, const harness::Sample& sample) {
    auto& asked = *static_cast<Asked*>(context);
    const std::lock_guard lock(asked.mutex_);
    asked.ends_[sample.request.id] = {sample.outcome,
                                      std::string(sample.why.reason),
                                      std::string(sample.why.example),
                                      {sample.stages.begin(), sample.stages.end()},
                                      sample.finished - sample.started};
    --asked.left_;
    asked.ended_.notify_all();
  }

  harness::RealClock clock_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::vector<RequestEnd> ends_;
  std::size_t left_ = 0;

 public:
  std::string error;                     // why there is no target
  harness::scenario::Prepared prepared;  // ends before what its requests tell
};

}  // namespace scenarios::command
