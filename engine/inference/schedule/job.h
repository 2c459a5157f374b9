// A request on its way through the model, and where its answer goes.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/inference/model/model.h"
#include "engine/time.h"

namespace engine::inference::schedule {

/// What is asked of a model.
struct Ask {
  std::uint64_t number = 0;  // names it to the fault plan
  std::string prompt;
  std::size_t most_tokens = 16;    // of the answer, at least 1
  bool ignore_end = false;         // go on past the token that ends an answer
  std::vector<std::string> stops;  // the answer ends before the first that it holds; none is empty
};

/// Why an answer that is whole has ended: the model or a stop text said so, or it is as long as was
/// asked for.
enum class Finish : std::uint8_t { stop, length };

struct Ended {
  std::optional<Error> error;  // none: the answer is whole
  Finish finish = Finish::length;
  std::size_t prompt_tokens = 0, answer_tokens = 0;
};

/// Takes an answer in as it comes. Called by one thread at a time; must neither block nor throw.
class Sink {
 public:
  virtual ~Sink() = default;
  /// Once a token; the text, valid UTF-8, is empty where a token's text isn't sure yet. False:
  /// nobody keeps up with it or wants it any more, and the request ends as cancelled.
  virtual bool take(std::string_view text) = 0;
  /// Once, last. `rest` is what the last tokens' text still lacked.
  virtual void end(std::string_view rest, const Ended& ended) = 0;
};

/// What was asked, with its tokens. Cancelled from any thread; the rest does not change.
class Job {
 public:
  Job(Ask asked, std::vector<Token> its_prompt, std::shared_ptr<Sink> its_sink, Time now,
      Time until)
      : ask(std::move(asked)),
        prompt(std::move(its_prompt)),
        sink(std::move(its_sink)),
        came(now),
        deadline(until) {}

  /// What it may need of a context.
  std::size_t tokens() const { return prompt.size() + ask.most_tokens; }
  bool is_cancelled() const { return cancelled_.load(std::memory_order_relaxed); }
  void cancel() { cancelled_.store(true, std::memory_order_relaxed); }

  const Ask ask;
  const std::vector<Token> prompt;  // not empty
  const std::shared_ptr<Sink> sink;
  const Time came, deadline;

 private:
  std::atomic<bool> cancelled_{false};
};

}  // namespace engine::inference::schedule
