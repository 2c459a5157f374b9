// A model whose time is made up, so that theory says what a service with it must do.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "engine/inference/model/model.h"

namespace engine::inference {

/// What a step takes: so much, and so much more for each token in it.
struct Pace {
  std::chrono::nanoseconds a_step{0}, a_token{0};
};

/// Lets time pass. Tests count instead.
using Wait = std::function<void(std::chrono::nanoseconds)>;

/// Sleeps, and looks at the clock over and over for the last tenth of a millisecond, as a sleeper
/// is woken too late by about half of that.
void wait_exactly(std::chrono::nanoseconds duration);

/// Its tokens are bytes. What comes next follows from the text before it alone, is printable, and
/// never an end. A step waits in the thread that makes it, whatever other contexts do.
class SimulatedModel : public Model {
 public:
  explicit SimulatedModel(Pace pace, Wait wait = wait_exactly)
      : pace_(pace), wait_(std::move(wait)) {}

  std::string_view name() const override { return "simulated"; }
  bool simulated() const override { return true; }
  std::uint64_t bytes() const override { return 0; }
  Expected<std::vector<Token>> tokens_of(std::string_view text) const override;
  std::string piece_of(Token token) const override;
  bool is_end(Token token) const override { return token == end_of_text; }
  Expected<std::unique_ptr<Context>> make_context(const ContextSize& size) const override;

 private:
  static constexpr Token start_of_text = 256, end_of_text = 257;

  const Pace pace_;
  const Wait wait_;
};

}  // namespace engine::inference
