#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/expected.h"

namespace engine::inference {

using Token = std::int32_t;

/** What one sequence brings to a step of a context. */
struct StepPart {
  std::size_t sequence = 0;       // below Context::sequences()
  std::span<const Token> tokens;  // not empty; they follow on what the sequence holds already
  bool wants_next = false;        // false: a piece of a prompt whose end is still to come
};

/**
 * The state of up to sequences() texts that a model goes on with. One thread at a time uses it.
 */
class Context {
 public:
  virtual ~Context() = default;
  virtual std::size_t sequences() const = 0;
  /** How many tokens a sequence can hold, its prompt and its answer together. */
  virtual std::size_t tokens_each() const = 0;
  /** How many tokens one step takes at most, all parts together. */
  virtual std::size_t tokens_a_step() const = 0;
  /**
   * Runs the parts, at most one a sequence, through the model together. The result has an entry a
   * part: the likeliest next token where it was wanted, else -1. After an error no sequence of the
   * step can be gone on with: forget them.
   */
  virtual Expected<std::vector<Token>> step(std::span<const StepPart> parts) = 0;
  /** Frees what the sequence holds, so that another text can have its place. */
  virtual void forget(std::size_t sequence) = 0;
};

struct ContextSize {
  std::size_t sequences = 1;
  std::size_t tokens_each = 512;
  std::size_t tokens_a_step = 512;
  std::size_t threads = 1;
  // The same answer alone and in any company, to the last bit, where the model can give that
  // (llama.cpp and the shapes that Prony writes). Steps of a single token cost 5 to 25 % more.
  bool exact = true;
};

/** A loaded model. It does not change, so any number of threads may use it. */
class Model {
 public:
  virtual ~Model() = default;
  virtual std::string_view name() const = 0;
  /** Whether its time is made up, so that everything which shows its figures has to say so. */
  virtual bool simulated() const = 0;
  virtual std::uint64_t bytes() const = 0;
  /** The text's tokens, with whatever the model wants at a text's start. */
  virtual Expected<std::vector<Token>> tokens_of(std::string_view text) const = 0;
  /** The bytes that a token stands for: pieces put together are the text, and one may be part of a
   * character. */
  virtual std::string piece_of(Token token) const = 0;
  /** Whether the model says by this token that its answer ends. */
  virtual bool is_end(Token token) const = 0;
  virtual Expected<std::unique_ptr<Context>> make_context(const ContextSize& size) const = 0;
};

}  // namespace engine::inference
