#include "scenarios/command/requests.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/command/found_program.h"

namespace scenarios::command {
namespace {

using harness::Expected;
using harness::failure;
using templates::ItemTable;
using templates::TextTemplate;

Expected<TextTemplate> parse(const char* where, const std::string& text, const ItemTable& items,
                             const CommandSettings& settings) {
  auto parsed = TextTemplate::parse(text, templates::Quoting::none, items.fields(), settings.own);
  if (!parsed) return failure(fmt::format("{}: {}", where, parsed.error().message));
  return parsed;
}

constexpr std::size_t longest_word = (std::size_t{128} << 10) - 1;  // Linux's MAX_ARG_STRLEN

/// The start of an item's text, for a line.
std::string shown(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string cleaned(text.substr(0, most));
  std::replace_if(
      cleaned.begin(), cleaned.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; },
      ' ');
  return text.size() > most ? cleaned + "..." : cleaned;
}

}  // namespace

Expected<Requests> Requests::make(const CommandSettings& settings, ItemTable items) {
  Requests made(std::move(items));
  for (const std::string& word : settings.words) {
    auto parsed = parse("command", word, made.items_, settings);
    if (!parsed) return tl::unexpected(parsed.error());
    made.words_.push_back(std::move(*parsed));
  }
  const std::optional<std::string> input =
      settings.answers_many && !settings.input ? "{item}" : settings.input;
  if (input) {
    auto parsed = parse("input", *input, made.items_, settings);
    if (!parsed) return tl::unexpected(parsed.error());
    made.input_ = std::move(*parsed);
  }
  if (!made.words_.front().varies()) {
    auto found = find_program(made.words({}).front());
    if (!found) return tl::unexpected(found.error());
    made.program_ = std::move(*found);
  }
  if (!settings.answers_many) {
    return made.check_words().map([&] { return std::move(made); });
  }
  if (made.words_vary()) {
    return failure(
        "the words of a coprocess are the same for all requests; what differs goes to its input");
  }
  return made.check_frames(settings.framing).map([&] { return std::move(made); });
}

Expected<void> Requests::check_words() const {
  std::string text;
  for (const TextTemplate& word : words_) {
    for (std::uint64_t item = 0; item < population(); ++item) {
      text.clear();
      word.write(items_, {.id = 0, .item = item}, text);
      const char* const why = text.find('\0') != text.npos ? "a byte 0"
                              : text.size() > longest_word ? "more than 128 KiB"
                                                           : nullptr;
      if (why != nullptr) {
        return failure(fmt::format(
            "item {} ({}) holds {}, which no word of a command can; input='{{item}}' has no limit",
            item + 1, shown(name(item)), why));
      }
      if (!word.varies_by_item()) break;
    }
  }
  return {};
}

Expected<void> Requests::check_frames(Framing framing) const {
  std::string text;
  for (std::uint64_t item = 0; item < population(); ++item) {
    text.clear();
    input_->write(items_, {.id = 0, .item = item}, text);
    if (const auto why = unframable(framing, text)) {
      return failure(
          fmt::format("item {} ({}) holds {}; with framing=length an item may hold anything",
                      item + 1, shown(name(item)), *why));
    }
    if (!input_->varies_by_item()) break;
  }
  return {};
}

std::string Requests::name(std::uint64_t item) const {
  std::string scratch;
  return std::string(items_.text(item, 0, scratch));
}

Expected<std::filesystem::path> Requests::program(const std::vector<std::string>& words) const {
  if (!program_.empty()) return program_;
  return find_program(words.front());
}

std::vector<std::string> Requests::words(const harness::Request& request) const {
  std::vector<std::string> filled(words_.size());
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i].write(items_, request, filled[i]);
  return filled;
}

bool Requests::words_vary() const {
  return std::any_of(words_.begin(), words_.end(),
                     [](const TextTemplate& word) { return word.varies(); });
}

void Requests::input(const harness::Request& request, std::string& into) const {
  input_->write(items_, request, into);
}

}  // namespace scenarios::command
