// How an option's member is read from text and written as text.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/option_values.h"
#include "engine/options.h"

namespace engine::option_access {

using Set = std::function<Expected<void>(Options&, std::string_view)>;
using Get = std::function<std::string(const Options&)>;

/// How one kind of member is read from text and written as text.
struct Access {
  Set set;
  Get get;
};

template <class Value, class Parse>
Set setter(Value Options::*member, Parse parse) {
  return [member, parse](Options& options, std::string_view text) -> Expected<void> {
    return parse(text).map([&](const auto& value) { options.*member = value; });
  };
}

inline Access count(std::uint32_t Options::*member, std::uint32_t low, std::uint32_t high) {
  return {setter(member, [=](std::string_view text) { return parse_count(text, low, high); }),
          [=](const Options& options) { return std::to_string(options.*member); }};
}

inline Access bytes(std::uint64_t Options::*member) {
  return {setter(member, parse_bytes),
          [=](const Options& options) { return format_bytes(options.*member); }};
}

inline Access duration(std::chrono::nanoseconds Options::*member) {
  return {setter(member, parse_duration),
          [=](const Options& options) { return format_duration(options.*member); }};
}

/// A member that may be without a bound, which `word` stands for.
template <class Value, class Parse, class Format>
Access boundless(std::optional<Value> Options::*member, std::string_view word, Parse parse,
                 Format format) {
  return {[=](Options& options, std::string_view text) -> Expected<void> {
            if (text == word) {
              options.*member = std::nullopt;
              return {};
            }
            return parse(text).map([&](const Value& value) { options.*member = value; });
          },
          [=](const Options& options) {
            return options.*member ? format(*(options.*member)) : std::string(word);
          }};
}

/// A text that may be absent, which `absent` stands for. What it means is checked where it is used,
/// but it has a colon; `wanted` says what it is to be.
inline Access word(std::string Options::*member, std::string_view absent, std::string_view wanted) {
  return {[=](Options& options, std::string_view text) -> Expected<void> {
            if (text != absent && text.find(':') == std::string_view::npos) {
              return failure(Reason::internal, "'" + std::string(text) + "' is neither " +
                                                   std::string(absent) + " nor " +
                                                   std::string(wanted));
            }
            options.*member = text == absent ? std::string_view() : text;
            return {};
          },
          [=](const Options& options) {
            return (options.*member).empty() ? std::string(absent) : options.*member;
          }};
}

template <class Value>
using Names = std::vector<std::pair<std::string_view, Value>>;

template <class Value>
Access choice(Value Options::*member, Names<Value> names) {
  return {[=](Options& options, std::string_view text) -> Expected<void> {
            std::string known;
            for (const auto& [name, value] : names) {
              if (name == text) {
                options.*member = value;
                return {};
              }
              known += (known.empty() ? "" : " or ") + std::string(name);
            }
            return failure(Reason::internal, "'" + std::string(text) + "' is not " + known);
          },
          [=](const Options& options) {
            for (const auto& [name, value] : names) {
              if (value == options.*member) return std::string(name);
            }
            return std::string();
          }};
}

inline const Names<bool> on_off{{"on", true}, {"off", false}};

}  // namespace engine::option_access
