#include "scenarios/command/framing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "harness/nearest.h"

namespace scenarios::command {
namespace {

constexpr std::array<std::string_view, 4> framing_names{"line", "nul", "length", "decimal"};
constexpr std::size_t length_bytes = 4;
constexpr std::size_t most_digits = 10;

}  // namespace

harness::Expected<Framing> read_framing(std::string_view word) {
  for (std::size_t i = 0; i < framing_names.size(); ++i) {
    if (framing_names[i] == word) return static_cast<Framing>(i);
  }
  const auto near = harness::nearest(word, framing_names);
  return harness::failure(fmt::format("there is no framing '{}'; {}", word,
                                      near ? fmt::format("did you mean {}?", *near)
                                           : fmt::format("{}", fmt::join(framing_names, ", "))));
}

std::string_view to_string(Framing framing) {
  return framing_names[static_cast<std::size_t>(framing)];
}

std::optional<std::string> unframable(Framing framing, std::string_view text) {
  if (framing == Framing::line && text.find('\n') != text.npos) {
    return "a line break, which ends a request";
  }
  if (framing == Framing::nul && text.find('\0') != text.npos) {
    return "a byte 0, which ends a request";
  }
  if (framing == Framing::length && text.size() > 0xFFFFFFFFU) return "more than 4 GiB";
  return std::nullopt;
}

void append_frame(Framing framing, std::string_view text, std::string& into) {
  if (framing == Framing::length) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      into += static_cast<char>((text.size() >> shift) & 0xFF);
    }
  } else if (framing == Framing::decimal) {
    into += std::to_string(text.size()) + '\n';
  }
  into += text;
  if (framing == Framing::line) into += '\n';
  if (framing == Framing::nul) into += '\0';
}

AnswerReader::State AnswerReader::add(std::string_view bytes) {
  bytes_ += bytes;
  switch (framing_) {
    case Framing::line:
      return find_delimiter('\n');
    case Framing::nul:
      return find_delimiter('\0');
    case Framing::length:
      return read_length();
    case Framing::decimal:
      return read_digits();
  }
  return State::malformed;
}

void AnswerReader::clear() {
  constexpr std::size_t worth_keeping = 1 << 20;
  bytes_.clear();
  if (bytes_.capacity() > worth_keeping) bytes_.shrink_to_fit();
  searched_ = from_ = length_ = 0;
}

AnswerReader::State AnswerReader::find_delimiter(char delimiter) {
  const std::size_t end = bytes_.find(delimiter, searched_);
  searched_ = std::min(end, bytes_.size());
  if (end == bytes_.npos) {
    return bytes_.size() > most_bytes_ ? State::too_large : State::incomplete;
  }
  const bool returns = delimiter == '\n' && end > 0 && bytes_[end - 1] == '\r';
  return found(0, returns ? end - 1 : end, end + 1);
}

AnswerReader::State AnswerReader::read_length() {
  if (bytes_.size() < length_bytes) return State::incomplete;
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) {
    length = length << 8 | static_cast<unsigned char>(bytes_[i]);
  }
  return found(length_bytes, length, length_bytes + length);
}

AnswerReader::State AnswerReader::read_digits() {
  const std::size_t end = bytes_.find('\n');
  if (end == bytes_.npos) {
    return bytes_.size() > most_digits + 1 ? State::malformed : State::incomplete;
  }
  std::uint64_t length = 0;
  const std::size_t digits = end > 0 && bytes_[end - 1] == '\r' ? end - 1 : end;
  const char* const last = bytes_.data() + digits;
  const auto [stopped, error] = std::from_chars(bytes_.data(), last, length);
  if (error != std::errc() || stopped != last || digits > most_digits) return State::malformed;
  return found(end + 1, length, end + 1 + length);
}

AnswerReader::State AnswerReader::found(std::uint64_t from, std::uint64_t length,
                                        std::uint64_t end) {
  if (length > most_bytes_) return State::too_large;
  if (bytes_.size() < end) return State::incomplete;
  from_ = from;
  length_ = length;
  return bytes_.size() > end ? State::excess : State::complete;
}

}  // namespace scenarios::command
