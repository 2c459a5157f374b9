// The models of a server, loaded when they are wanted.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "engine/inference/model/open_model.h"
#include "engine/inference/schedule/scheduler.h"
#include "engine/option_info.h"

namespace engine::inference::models {

/// The defaults are v2's.
struct Settings {
  bool asynchronous = true;                               // else whoever wants a model loads it
  std::optional<Duration> ttl = std::chrono::minutes(5);  // since the last use; nothing: for ever
  std::optional<std::uint64_t> capacity_bytes = 2ULL << 30;  // of all that are loaded
  std::string also;                                          // names beside the first, with commas
};

/// The rows models.*.
OptionTable<Settings> rows();

/// Keeps models that are in use, or were lately. Each is loaded once, however many want it: by a
/// thread of its own, while others are served, or by the first who wants it, who then waits.
/// Thread-safe.
class Models {
 public:
  using Scheduler = std::shared_ptr<schedule::Scheduler>;
  using Load = std::function<Expected<Scheduler>(const std::string& name, const LoadProgress&,
                                                 const std::stop_token&)>;
  /// Told once; must neither block nor throw. Errors: unreadable (there is no such model),
  /// overloaded (too many wait for it), too_large, stopped, whatever loading it says.
  using Ready = std::function<void(Expected<Scheduler>)>;

  enum class State : std::uint8_t { absent, loading, loaded, failed };
  struct Look {
    std::string name;
    State state = State::absent;
    double progress = 0;  // of one that is loading, 0 to 1
    std::uint64_t bytes = 0;
    std::string error;  // of one that failed
  };
  struct Counts {
    std::uint64_t loads = 0, failed = 0, dropped = 0;
    std::uint64_t load_ns = 0;  // of all loads together
  };

  /// Knows those names. `most_waiting` may wait for one that is being loaded.
  Models(const Settings& settings, std::vector<std::string> names, std::size_t most_waiting,
         Load load, Now now);
  /// Stops.
  ~Models();
  Models(const Models&) = delete;
  Models& operator=(const Models&) = delete;

  /// An empty name stands for the first. `ready` is called at once where it can be, and as
  /// timed_out by give_up() past `until`.
  void want(const std::string& name, Ready ready, Time until = Time::max());
  /// Begins to load it, unless it is there.
  void prepare(const std::string& name) {
    want(name, [](const auto&) {});
  }
  /// Tells those who have waited for too long. To be called now and then.
  void give_up();

  /// Drops those that nobody has used for settings.ttl. Done now and then by itself.
  void tidy();

  std::vector<Look> look() const;
  Counts counts() const;
  /// Requests that wait, for a model or for a place at one.
  std::size_t waiting() const;

  /// Gives up what is being loaded, tells those who wait, and stops all that is loaded. Not for two
  /// threads at once.
  void stop();

 private:
  struct Waiting {
    Ready ready;
    Time until;
  };
  struct Entry {
    std::string name;
    State state = State::absent;
    Scheduler scheduler;  // of one loaded
    Time used;
    double progress = 0;
    std::string error;
    std::vector<Waiting> waiting;
    bool is_due = false;  // the thread is to load it
  };

  Entry* find(const std::string& name);
  void load(Entry& entry);
  Expected<Scheduler> try_to_load(Entry& entry);
  void settle(Entry& entry, Expected<Scheduler> loaded, Duration took);
  Expected<void> make_room(const Entry& newcomer, std::uint64_t bytes);
  void drop(Entry& entry);
  void drop_old();
  std::vector<Scheduler> take_unused();
  void run();

  const Settings settings_;
  const std::size_t most_waiting_;
  const Load load_;
  const Now now_;
  std::stop_source stop_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Entry> entries_;      // never more nor fewer
  std::vector<Scheduler> leaving_;  // dropped, but not necessarily unused yet
  Counts counts_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace engine::inference::models
