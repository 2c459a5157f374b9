// What the requests of a run put to a model: made up from a seed, or recorded.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "harness/expected.h"
#include "scenarios/openai/plan/conversation.h"
#include "scenarios/openai/plan/length_law.h"

namespace scenarios::openai {

/// A conversation for each item, by the item's number alone. Any thread.
class Prompts {
 public:
  virtual ~Prompts() = default;
  virtual std::uint64_t count() const = 0;
  /// `into` was cleared. Precondition: item < count().
  virtual void write(std::uint64_t item, Conversation& into) const = 0;
};

/// How prompts are made up: words of small letters, of which so many bytes stand for a token.
struct PromptLaw {
  std::uint64_t seed = 1;
  std::uint64_t population = 100'000;
  LengthLaw prompt, answer, prefix;  // tokens; of the prefix, which all have in common, one draw
  std::uint64_t turns = 1;           // of a session, each of which repeats all that was said in it
  std::uint64_t sessions = 10;       // at one time: a session's next turn is so many items further
  double token_bytes = 4;
};

/// No two items have the same prompt, but that a session's later turn begins with its earlier ones.
std::unique_ptr<const Prompts> make_prompts(PromptLaw law);

/// The rows of a file: lines are prompts; columns of CSV or members of JSON lines are prompts
/// (`prompt`, `text`, ...), or how many tokens they had (`prompt_tokens`, `ContextTokens`, ...),
/// and of answers (`max_tokens`, `GeneratedTokens`, ...): the traces of Azure and BurstGPT can be
/// taken as they are. What a file does not tell is as `law` has it. An error is one line.
harness::Expected<std::unique_ptr<const Prompts>> open_prompts(const std::filesystem::path& file,
                                                               PromptLaw law);

/// Appends words of about so many bytes, that depend on the generator alone.
void append_words(std::uint64_t bytes, harness::schedule::Generator& generator, std::string& into);

/// For what one item draws.
harness::schedule::Generator generator_for(std::uint64_t seed, std::uint64_t item);

}  // namespace scenarios::openai
