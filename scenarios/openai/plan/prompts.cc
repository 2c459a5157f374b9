#include "scenarios/openai/plan/prompts.h"

#include <algorithm>
#include <cmath>

namespace scenarios::openai {
namespace {

using harness::schedule::Generator;
using harness::schedule::SeedSpreader;

/// Of the text that all prompts have in common.
constexpr std::uint64_t common_item = ~std::uint64_t{0};

class MadePrompts final : public Prompts {
 public:
  explicit MadePrompts(PromptLaw law) : law_(std::move(law)) {
    Generator generator = generator_for(law_.seed, common_item);
    append_words(bytes_of(law_.prefix.draw(generator)), generator, prefix_);
  }

  std::uint64_t count() const override { return law_.population; }

  void write(std::uint64_t item, Conversation& into) const override {
    into.system = prefix_;
    const std::uint64_t block = law_.sessions * law_.turns;
    const std::uint64_t within = item % block;
    const std::uint64_t turn = law_.turns == 1 ? 0 : within / law_.sessions;
    // A session is known by its first turn's item.
    const std::uint64_t first = law_.turns == 1 ? item : item - within + within % law_.sessions;
    for (std::uint64_t k = 0; k <= turn; ++k) {
      Generator generator = generator_for(law_.seed, first + k * law_.sessions);
      const std::uint64_t prompt = law_.prompt.draw(generator);
      into.answer_tokens = law_.answer.draw(generator);
      append_words(bytes_of(prompt), generator, into.turns.emplace_back());
      if (k < turn) {
        append_words(bytes_of(into.answer_tokens), generator, into.turns.emplace_back());
      }
    }
  }

 private:
  std::uint64_t bytes_of(std::uint64_t tokens) const {
    return static_cast<std::uint64_t>(std::llround(static_cast<double>(tokens) * law_.token_bytes));
  }

  const PromptLaw law_;
  std::string prefix_;
};

}  // namespace

Generator generator_for(std::uint64_t seed, std::uint64_t item) {
  return Generator(SeedSpreader(seed)() ^ SeedSpreader(item + 1)(),
                   harness::schedule::Stream::items);
}

/// Letters five bits at a time, a space on average after each six of them.
void append_words(std::uint64_t bytes, Generator& generator, std::string& into) {
  constexpr std::uint64_t letters = 26, spaces = 32 - letters;
  constexpr unsigned bits = 5, draws = 64 / bits;
  into.reserve(into.size() + bytes);
  std::uint64_t word = 0;
  unsigned left = 0;
  for (std::uint64_t k = 0; k < bytes; ++k) {
    if (left == 0) {
      word = generator();
      left = draws;
    }
    const std::uint64_t drawn = word & (letters + spaces - 1);
    word >>= bits;
    --left;
    const bool space = drawn >= letters && k > 0 && into.back() != ' ';
    into += space ? ' ' : static_cast<char>('a' + drawn % letters);
  }
}

std::unique_ptr<const Prompts> make_prompts(PromptLaw law) {
  return std::make_unique<MadePrompts>(std::move(law));
}

}  // namespace scenarios::openai
