// How one kind of value is read from what a person types, and written as text.
#pragma once

#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/option_values.h"

namespace engine {

/// What is written can be read. Errors: invalid_option, in words that say what would be right.
template <class Value>
struct OptionWords {
  std::function<Expected<Value>(std::string_view)> read;
  std::function<std::string(const Value&)> write;
};

namespace option_words {

template <std::unsigned_integral Value>
OptionWords<Value> count(std::uint32_t low, std::uint32_t high) {
  return {
      [=](std::string_view text) {
        return parse_count(text, low, high).map([](std::uint32_t number) { return Value{number}; });
      },
      [](const Value& value) { return std::to_string(value); }};
}

inline OptionWords<std::uint64_t> bytes() {
  return {parse_bytes, format_bytes};
}

inline OptionWords<std::chrono::nanoseconds> duration() {
  return {parse_duration, format_duration};
}

/// A value that may be without a bound, which `word` stands for.
template <class Value>
OptionWords<std::optional<Value>> boundless(std::string_view word, OptionWords<Value> words) {
  using Bound = std::optional<Value>;
  return {[word, read = std::move(words.read)](std::string_view text) -> Expected<Bound> {
            if (text == word) return Bound();
            return read(text).map([](const Value& value) { return Bound(value); });
          },
          [word, write = std::move(words.write)](const Bound& bound) {
            return bound ? write(*bound) : std::string(word);
          }};
}

/// A text that may be absent, which `absent` stands for. What it means is checked where it is used,
/// but it has a colon; `wanted` says what it is to be.
inline OptionWords<std::string> word(std::string_view absent, std::string_view wanted) {
  return {[=](std::string_view text) -> Expected<std::string> {
            if (text == absent) return std::string();
            if (text.find(':') != std::string_view::npos) return std::string(text);
            return failure(Reason::invalid_option, "'" + std::string(text) + "' is neither " +
                                                       std::string(absent) + " nor " +
                                                       std::string(wanted));
          },
          [=](const std::string& value) { return value.empty() ? std::string(absent) : value; }};
}

template <class Value>
OptionWords<Value> choice(std::vector<std::pair<std::string_view, Value>> names) {
  return {[names](std::string_view text) -> Expected<Value> {
            std::string known;
            for (const auto& [name, value] : names) {
              if (name == text) return value;
              known += (known.empty() ? "" : " or ") + std::string(name);
            }
            return failure(Reason::invalid_option, "'" + std::string(text) + "' is not " + known);
          },
          [names](const Value& wanted) {
            for (const auto& [name, value] : names) {
              if (value == wanted) return std::string(name);
            }
            return std::string();
          }};
}

inline OptionWords<bool> on_off() {
  return choice<bool>({{"on", true}, {"off", false}});
}

}  // namespace option_words
}  // namespace engine
