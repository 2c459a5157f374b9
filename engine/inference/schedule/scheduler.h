// Requests that share a model.
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "engine/inference/schedule/desk.h"

namespace engine::inference::schedule {

/// Takes requests in, and lets its workers run them through the model, as the settings say; each
/// that was taken in ends exactly once, at its sink. Thread-safe.
class Scheduler {
 public:
  /// Makes a context for each worker. With `threads` off nobody works but turn(). `faults` may be
  /// null; the tally may be shared with others. Errors: invalid_option, of settings; whatever the
  /// model says.
  static Expected<std::unique_ptr<Scheduler>> start(std::shared_ptr<const Model> model,
                                                    const Settings& settings,
                                                    std::shared_ptr<const run::FaultPlan> faults,
                                                    Now now, std::shared_ptr<Tally> tally,
                                                    bool threads = true);
  /// Stops.
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  /// Takes a request in. `came`: when, if not just now, as it waited for the model. Errors, of
  /// which the sink is told nothing: too_large (more tokens than context.tokens), overloaded,
  /// stopped, injected, whatever the model says of the text.
  Expected<std::shared_ptr<Job>> submit(Ask ask, std::shared_ptr<Sink> sink,
                                        std::optional<Time> came = {});
  /// Its place is free after the step that is under way. The sink is told, unless it was told of an
  /// end already.
  void cancel(Job& job);

  /// One turn of a worker. Precondition: without threads.
  Desk::Turn turn(std::size_t worker = 0) { return desks_.at(worker)->turn(); }

  /// Ends all that are open, as stopped, and the threads. Later ones are refused. Not for two
  /// threads at once.
  void stop();

  const Model& model() const { return *model_; }
  const Tally& tally() const { return *tally_; }
  std::size_t waiting() const { return room_.size(); }

 private:
  Scheduler(std::shared_ptr<const Model> model, const Settings& settings,
            std::shared_ptr<const run::FaultPlan> faults, Now now, std::shared_ptr<Tally> tally);

  Expected<std::shared_ptr<Job>> take_in(Ask ask, std::shared_ptr<Sink> sink,
                                         std::optional<Time> came);
  Expected<std::vector<Token>> tokens_of(const Ask& ask) const;
  void work(Desk& desk);

  const std::shared_ptr<const Model> model_;
  const Settings settings_;
  const std::shared_ptr<const run::FaultPlan> faults_;
  const Now now_;
  const std::shared_ptr<Tally> tally_;
  WaitingRoom room_;
  const Office office_;
  std::vector<std::unique_ptr<Desk>> desks_;
  std::vector<std::thread> threads_;
};

}  // namespace engine::inference::schedule
