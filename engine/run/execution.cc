#include "engine/run/execution.h"

namespace engine::run {
namespace {

OptionTable<Execution> worker_rows() {
  using namespace option_words;
  return {
      option<Execution>(
          {"executor", "sequential | threads | processes | pipeline",
           "Who does the work: one thread; `workers` of them, each leading its items all the way; "
           "child processes that do what is costly; or workers that share the stages, so that "
           "items are in different ones at once.",
           "000.12", "pipeline: throughput 2-3x (projected)"},
          &Execution::executor,
          choice<ExecutorKind>({{"sequential", ExecutorKind::sequential},
                                {"threads", ExecutorKind::threads},
                                {"processes", ExecutorKind::processes},
                                {"pipeline", ExecutorKind::pipeline}})),
      option<Execution>(
          {"workers", "1 to 64", "Workers, at most, of every executor but `sequential`.", "000.6",
           "2: 87 %, 4: 67 %, 8: 41 % efficiency; best 4"},
          &Execution::workers, count<std::uint32_t>(1, 64)),
      option<Execution>(
          {"workers.adaptive", "on | off",
           "Let the backlog, the waiting workers and the machine decide how many of a pipeline's "
           "workers work.",
           "000.25", "thread utilisation 45 -> 85 %, context switches -40 %"},
          &Execution::adaptive, on_off()),
      option<Execution>({"queue.capacity", "1 to 1000000", "Items that may wait for a worker."},
                        &Execution::queue_capacity, count<std::uint32_t>(1, 1'000'000)),
      option<Execution>(
          {"queue.policy", "block | shed",
           "When the queue is full: let the caller wait, or refuse."},
          &Execution::queue_policy,
          choice<QueuePolicy>({{"block", QueuePolicy::block}, {"shed", QueuePolicy::shed}}))};
}

/// A row for what is the batch policy's.
template <class Part, class Value>
OptionInfo<Execution> of_batch(const OptionText& text, Part queue::BatchPolicy::*part,
                               OptionWords<Value> words) {
  return option<Execution>(
      text, [part](auto& execution) -> auto& { return execution.batch.*part; }, std::move(words));
}

OptionTable<Execution> batch_rows() {
  using namespace option_words;
  return {of_batch({"batch.size", "1 to 10000", "Items in a batch, at most.", "000.2",
                    "1: 1.2, 5: 3.5, 10: 4.0 (best), 20: 3.8 docs/s"},
                   &queue::BatchPolicy::size, count<std::size_t>(1, 10'000)),
          of_batch({"batch.window", "a duration",
                    "A batch is closed when it has been open for so long."},
                   &queue::BatchPolicy::window, duration()),
          of_batch({"batch.close_when_idle", "on | off",
                    "Close a batch as soon as no item waits, not only by size or window."},
                   &queue::BatchPolicy::when_idle, on_off()),
          of_batch({"batch.max_bytes", "a size",
                    "A batch is closed when its items hold so much memory."},
                   &queue::BatchPolicy::max_bytes, bytes())};
}

/// A row for what is the retry policy's.
template <class Part, class Value>
OptionInfo<Execution> of_retry(const OptionText& text, Part RetryPolicy::*part,
                               OptionWords<Value> words) {
  return option<Execution>(
      text, [part](auto& execution) -> auto& { return execution.retry.*part; }, std::move(words));
}

OptionTable<Execution> fault_rows() {
  using namespace option_words;
  return {
      of_retry({"retry.attempts", "1 to 10",
                "How often in all a stage or a transaction is tried that fails of what may pass.",
                "000.23", "error boundaries: 95 % recovery"},
               &RetryPolicy::attempts, count<std::size_t>(1, 10)),
      of_retry({"retry.pause", "a duration",
                "The pause before the second attempt, at most; it is doubled before each further "
                "one, and a part of it taken by chance. No worker waits meanwhile."},
               &RetryPolicy::first_pause, duration()),
      of_retry({"retry.longest_pause", "a duration", "No pause is longer."},
               &RetryPolicy::longest_pause, duration()),
      option<Execution>(
          {"faults.plan", "off | STAGE:KIND:SHARE[:lasting][:DURATION],...",
           "Faults to inject: KIND is error, exception, delay or crash (of a child process), STAGE "
           "a stage's name or *. For tests of the engine's way with faults."},
          &Execution::faults_plan, word("off", "a fault plan, such as parse:error:5%")),
      option<Execution>({"faults.seed", "0 to 4000000000", "Which items meet the plan's faults."},
                        &Execution::faults_seed, count<std::uint32_t>(0, 4'000'000'000))};
}

}  // namespace

OptionTable<Execution> rows() {
  OptionTable<Execution> all = worker_rows();
  append(all, batch_rows());
  append(all, fault_rows());
  return all;
}

Expected<void> check(const Execution& execution) {
  if (execution.retry.first_pause > execution.retry.longest_pause) {
    return failure(Reason::invalid_option,
                   "retry.pause must not be longer than retry.longest_pause");
  }
  return {};
}

}  // namespace engine::run
