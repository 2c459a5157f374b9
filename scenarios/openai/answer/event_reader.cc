#include "scenarios/openai/answer/event_reader.h"

#include <algorithm>
#include <cstring>

namespace scenarios::openai {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// npos: the line has no end yet.
std::size_t end_of_line(std::string_view bytes) {
  const auto* const lf = static_cast<const char*>(std::memchr(bytes.data(), '\n', bytes.size()));
  const std::size_t before =
      lf == nullptr ? bytes.size() : static_cast<std::size_t>(lf - bytes.data());
  const auto* const cr = static_cast<const char*>(std::memchr(bytes.data(), '\r', before));
  if (cr != nullptr) return static_cast<std::size_t>(cr - bytes.data());
  return lf == nullptr ? std::string_view::npos : before;
}

}  // namespace

void EventReader::begin() {
  line_.clear();
  data_.clear();
  type_.clear();
  has_data_ = told_ = after_cr_ = false;
  at_start_ = true;
}

EventReader::Next EventReader::next(std::string_view& bytes) {
  if (told_) {
    data_.clear();
    type_.clear();
    has_data_ = told_ = false;
  }
  while (!bytes.empty()) {
    if (after_cr_) {
      after_cr_ = false;
      if (bytes.front() == '\n') {
        bytes.remove_prefix(1);
        continue;
      }
    }
    const std::size_t end = end_of_line(bytes);
    const std::size_t length = std::min(end, bytes.size());
    if (line_.size() + length + data_.size() > most_event) return Next::too_large;
    if (end == std::string_view::npos) {
      line_ += bytes;
      bytes = {};
      break;
    }
    after_cr_ = bytes[end] == '\r';
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    if (!line_.empty()) line = line_ += line;
    const Next next = take_line(line);
    line_.clear();
    if (next == Next::event) return next;
  }
  return Next::needs_more;
}

EventReader::Next EventReader::take_line(std::string_view line) {
  if (at_start_ && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
  at_start_ = false;
  if (line.empty()) {
    if (has_data_) {
      told_ = true;
      return Next::event;
    }
    type_.clear();
    return Next::needs_more;
  }
  const std::size_t colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  std::string_view value = colon == line.npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  take_field(name, value);
  return Next::needs_more;
}

/// A comment's name is empty, which is that of no field.
void EventReader::take_field(std::string_view name, std::string_view value) {
  if (name == "data") {
    if (has_data_) data_ += '\n';
    data_ += value;
    has_data_ = true;
  } else if (name == "event") {
    type_ = value;
  }
}

}  // namespace scenarios::openai
