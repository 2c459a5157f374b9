#include "engine/inference/schedule/settings.h"

#include <fmt/format.h>

namespace engine::inference::schedule {
namespace {

OptionTable<Settings> policy_rows() {
  using namespace option_words;
  return {
      option<Settings>(
          {"schedule", "serial | window | idle | continuous",
           "Who goes next: one request after the other; batches of what came within "
           "schedule.window; batches of what waits when the model is idle; or requests that join "
           "at any step and leave at their end.",
           "004.7", "batching: throughput +20-25 %, latency -5-10 % (projected)"},
          &Settings::policy,
          choice<Policy>({{"serial", Policy::serial},
                          {"window", Policy::window},
                          {"idle", Policy::idle},
                          {"continuous", Policy::continuous}})),
      option<Settings>({"schedule.window", "a duration",
                        "With schedule=window: how long a batch is open for others, unless it is "
                        "full before.",
                        "004.7", "10-50 ms"},
                       &Settings::window, duration()),
      option<Settings>({"schedule.sequences", "1 to 256",
                        "Requests that go through the model together, at most."},
                       &Settings::sequences, count<std::uint32_t>(1, 256)),
      option<Settings>({"schedule.step_tokens", "1 to 65536",
                        "Tokens in one step of the model, of all requests together: a longer "
                        "prompt is read in pieces, while others go on."},
                       &Settings::step_tokens, count<std::uint32_t>(1, 65'536)),
      option<Settings>({"schedule.open_tokens", "1 to 4000000",
                        "Tokens of all requests that are open at once, prompts and answers: what "
                        "doesn't fit waits."},
                       &Settings::open_tokens, count<std::uint32_t>(1, 4'000'000)),
      option<Settings>({"schedule.workers", "1 to 64",
                        "Threads that run the model, each with a context of its own."},
                       &Settings::workers, count<std::uint32_t>(1, 64))};
}

}  // namespace

OptionTable<Settings> rows() {
  using namespace option_words;
  OptionTable<Settings> table = policy_rows();
  append(table,
         {option<Settings>({"context.tokens", "8 to 131072",
                            "Tokens that one request may have, its prompt and its answer together; "
                            "a longer one is refused."},
                           &Settings::tokens_each, count<std::uint32_t>(8, 131'072)),
          option<Settings>({"context.threads", "1 to 64",
                            "Threads of one step. More than one may never end on busy cores."},
                           &Settings::context_threads, count<std::uint32_t>(1, 64)),
          option<Settings>({"queue.capacity", "1 to 1000000", "Requests that may wait."},
                           &Settings::queue_capacity, count<std::uint32_t>(1, 1'000'000)),
          option<Settings>(
              {"queue.policy", "block | shed",
               "When the queue is full: let a request wait at its connection, or refuse it (429)."},
              &Settings::queue_policy,
              choice<run::QueuePolicy>(
                  {{"block", run::QueuePolicy::block}, {"shed", run::QueuePolicy::shed}})),
          option<Settings>({"request.deadline", "a duration",
                            "How long a request may take, its waiting included: then it ends as "
                            "timed out, within one step.",
                            "004.5", "timeouts handled; 10 s"},
                           &Settings::deadline, duration())});
  return table;
}

Expected<void> check(const Settings& settings) {
  if (settings.step_tokens < settings.places()) {
    return failure(Reason::invalid_option,
                   fmt::format("schedule.step_tokens={} leaves requests without a token: at least "
                               "schedule.sequences={}",
                               settings.step_tokens, settings.sequences));
  }
  if (settings.open_tokens < settings.tokens_each) {
    return failure(Reason::invalid_option,
                   fmt::format("schedule.open_tokens={} has no room for one request of "
                               "context.tokens={}",
                               settings.open_tokens, settings.tokens_each));
  }
  if (settings.deadline <= Duration::zero()) {
    return failure(Reason::invalid_option, "request.deadline must be more than nothing");
  }
  return {};
}

}  // namespace engine::inference::schedule
