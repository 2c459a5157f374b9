// Prompts that a file has, or whose lengths it has.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

#include "harness/result/printable.h"
#include "scenarios/openai/plan/prompts.h"
#include "scenarios/templates/item_table.h"
#include "scenarios/templates/text_template.h"

namespace scenarios::openai {
namespace {

using harness::Expected;
using harness::failure;
using harness::result::in_quotes;
using harness::schedule::Generator;
using templates::ItemTable;

/// What columns are called, in small letters and digits alone.
constexpr std::array<std::string_view, 4> prompt_names{"prompt", "text", "question", "instruction"};
constexpr std::array<std::string_view, 8> prompt_length_names{
    "prompttokens", "contexttokens", "requesttokens", "inputtokens",
    "promptlength", "inputlength",   "promptlen",     "inputlen"};
constexpr std::array<std::string_view, 9> answer_length_names{
    "maxtokens",    "generatedtokens", "responsetokens", "outputtokens",    "answertokens",
    "outputlength", "outputlen",       "answerlength",   "completiontokens"};

std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') plain += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain += c;
  }
  return plain;
}

std::optional<std::size_t> find_column(const ItemTable& table,
                                       std::span<const std::string_view> names) {
  const std::vector<std::string>& fields = table.fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (std::ranges::find(names, plain_name(fields[i])) != names.end()) return i;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> length_in(std::string_view cell) {
  std::uint64_t number = 0;
  const char* const end = cell.data() + cell.size();
  const auto [stopped, error] = std::from_chars(cell.data(), end, number);
  if (error != std::errc{} || stopped != end || number > LengthLaw::most) return std::nullopt;
  return std::max<std::uint64_t>(number, 1);
}

class RecordedPrompts final : public Prompts {
 public:
  struct Columns {
    std::optional<std::size_t> prompt, prompt_length, answer_length;
  };

  RecordedPrompts(ItemTable table, Columns columns, PromptLaw law)
      : table_(std::move(table)), columns_(columns), law_(std::move(law)) {}

  std::uint64_t count() const override { return table_.count(); }

  void write(std::uint64_t item, Conversation& into) const override {
    Generator generator = generator_for(law_.seed, item);
    std::string scratch;
    std::uint64_t prompt = law_.prompt.draw(generator);
    into.answer_tokens = law_.answer.draw(generator);
    if (columns_.answer_length) {
      const auto told = length_in(table_.text(item, *columns_.answer_length, scratch));
      into.answer_tokens = told.value_or(into.answer_tokens);
    }
    std::string& text = into.turns.emplace_back();
    if (columns_.prompt) {
      text = table_.text(item, *columns_.prompt, scratch);
      return;
    }
    if (columns_.prompt_length) {
      prompt = length_in(table_.text(item, *columns_.prompt_length, scratch)).value_or(prompt);
    }
    const double bytes = static_cast<double>(prompt) * law_.token_bytes;
    append_words(static_cast<std::uint64_t>(std::llround(bytes)), generator, text);
  }

  /// Is each length a number, and each prompt a text that JSON can hold? An error says which not.
  Expected<void> check() const {
    std::string scratch;
    for (const auto& column : {columns_.prompt_length, columns_.answer_length}) {
      if (!column) continue;
      for (std::uint64_t item = 0; item < table_.count(); ++item) {
        const std::string_view cell = table_.text(item, *column, scratch);
        if (length_in(cell)) continue;
        return failure(fmt::format("row {}: the column {} is {}, no number of tokens up to {}",
                                   item + 1, harness::result::printable(table_.fields()[*column]),
                                   in_quotes(cell.substr(0, 40)), LengthLaw::most));
      }
    }
    if (!columns_.prompt) return {};
    const std::string place = "{" + table_.fields()[*columns_.prompt] + ":json}";
    auto text =
        templates::TextTemplate::parse(place, templates::Quoting::json, table_.fields(), {});
    if (!text) return {};  // a name that no place can have: its texts go as they are
    return text->check(table_, templates::Allowed::any);
  }

 private:
  const ItemTable table_;
  const Columns columns_;
  const PromptLaw law_;
};

}  // namespace

Expected<std::unique_ptr<const Prompts>> open_prompts(const std::filesystem::path& file,
                                                      PromptLaw law) {
  auto table = ItemTable::open(file);
  if (!table) return tl::unexpected(table.error());
  RecordedPrompts::Columns columns{.prompt = find_column(*table, prompt_names),
                                   .prompt_length = find_column(*table, prompt_length_names),
                                   .answer_length = find_column(*table, answer_length_names)};
  const bool lines = templates::format_of(file) == templates::ItemFormat::lines;
  if (lines) columns = {.prompt = 0, .prompt_length = {}, .answer_length = {}};
  if (!columns.prompt && !columns.prompt_length) {
    return failure(fmt::format(
        "{}: no column is a prompt, or tells how many tokens one had: it has {}; call one prompt, "
        "or prompt_tokens, and that of the answers' lengths max_tokens",
        harness::result::printable(file.string()), fmt::join(table->fields(), ", ")));
  }
  auto prompts = std::make_unique<RecordedPrompts>(std::move(*table), columns, std::move(law));
  if (auto fits = prompts->check(); !fits) {
    return failure(
        fmt::format("{}: {}", harness::result::printable(file.string()), fits.error().message));
  }
  return std::unique_ptr<const Prompts>(std::move(prompts));
}

}  // namespace scenarios::openai
