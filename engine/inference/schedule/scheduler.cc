#include "engine/inference/schedule/scheduler.h"

#include <fmt/format.h>

#include <utility>

#include "engine/run/thrown.h"

namespace engine::inference::schedule {
namespace {

Error stopping() {
  return {Reason::stopped, "the server is stopping"};
}

}  // namespace

Scheduler::Scheduler(std::shared_ptr<const Model> model, const Settings& settings,
                     std::shared_ptr<const run::FaultPlan> faults, Now now,
                     std::shared_ptr<Tally> tally)
    : model_(std::move(model)),
      settings_(settings),
      faults_(std::move(faults)),
      now_(std::move(now)),
      tally_(std::move(tally)),
      room_(settings_),
      office_{*model_, settings_, faults_.get(), now_, room_, *tally_} {}

Expected<std::unique_ptr<Scheduler>> Scheduler::start(std::shared_ptr<const Model> model,
                                                      const Settings& settings,
                                                      std::shared_ptr<const run::FaultPlan> faults,
                                                      Now now, std::shared_ptr<Tally> tally,
                                                      bool threads) {
  if (auto sound = check(settings); !sound) return tl::unexpected(sound.error());
  std::unique_ptr<Scheduler> scheduler(new Scheduler(std::move(model), settings, std::move(faults),
                                                     std::move(now), std::move(tally)));
  const ContextSize size{.sequences = settings.places(),
                         .tokens_each = settings.tokens_each,
                         .tokens_a_step = settings.step_tokens,
                         .threads = settings.context_threads};
  for (std::size_t i = 0; i < settings.workers; ++i) {
    auto context = scheduler->model_->make_context(size);
    if (!context) return tl::unexpected(context.error());
    if ((*context)->sequences() < size.sequences || (*context)->tokens_a_step() < size.sequences) {
      return failure(Reason::internal, "the model's context has less room than was asked for");
    }
    scheduler->desks_.push_back(std::make_unique<Desk>(scheduler->office_, std::move(*context)));
  }
  for (const auto& desk : scheduler->desks_) {
    if (!threads) break;
    scheduler->threads_.emplace_back([s = scheduler.get(), &desk = *desk] { s->work(desk); });
  }
  return scheduler;
}

Scheduler::~Scheduler() {
  stop();
}

void Scheduler::work(Desk& desk) {
  while (!room_.is_closed()) {
    try {
      const Desk::Turn turn = desk.turn();
      if (!turn.stepped) room_.wait(turn.seen, turn.look_again);
    } catch (...) {
      desk.dismiss(run::thrown_error());
    }
  }
  desk.dismiss(stopping());
}

Expected<std::shared_ptr<Job>> Scheduler::submit(Ask ask, std::shared_ptr<Sink> sink,
                                                 std::optional<Time> came) {
  auto job = take_in(std::move(ask), std::move(sink), came);
  if (!job) tally_->count(job.error().reason == Reason::overloaded ? Way::shed : Way::failed);
  return job;
}

Expected<std::shared_ptr<Job>> Scheduler::take_in(Ask ask, std::shared_ptr<Sink> sink,
                                                  std::optional<Time> came) {
  auto prompt = tokens_of(ask);
  if (!prompt) return tl::unexpected(prompt.error());
  if (prompt->empty()) return failure(Reason::empty, "the prompt has no tokens");
  const std::size_t tokens = prompt->size() + ask.most_tokens;
  if (tokens > settings_.tokens_each) {
    return failure(
        Reason::too_large,
        fmt::format("a prompt of {} tokens and an answer of {} are more than the {} that "
                    "a request may have (context.tokens)",
                    prompt->size(), ask.most_tokens, settings_.tokens_each));
  }
  const Time since = came.value_or(now_());
  auto job = std::make_shared<Job>(std::move(ask), std::move(*prompt), std::move(sink), since,
                                   since + settings_.deadline);
  switch (room_.put(job)) {
    case WaitingRoom::Put::full:
      return passing_failure(Reason::overloaded, "the queue is full (queue.capacity)");
    case WaitingRoom::Put::closed:
      return tl::unexpected(stopping());
    case WaitingRoom::Put::taken:
      break;
  }
  return job;
}

Expected<std::vector<Token>> Scheduler::tokens_of(const Ask& ask) const {
  try {
    const auto fault = faults_ == nullptr ? std::nullopt : faults_->at(tokenise, ask.number, 1);
    if (fault) {
      if (auto met = meet(*fault, tokenise); !met) return tl::unexpected(met.error());
    }
    return model_->tokens_of(ask.prompt);
  } catch (...) {
    return tl::unexpected(run::thrown_error());
  }
}

void Scheduler::cancel(Job& job) {
  job.cancel();
  room_.stir();
}

void Scheduler::stop() {
  room_.close();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  for (const auto& desk : desks_) desk->dismiss(stopping());  // where there were no threads
  for (const auto& job : room_.empty()) {
    tally_->count(Way::failed);
    job->sink->end({}, {.error = stopping(), .prompt_tokens = job->prompt.size()});
  }
}

}  // namespace engine::inference::schedule
