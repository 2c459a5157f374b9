#include "scenarios/contenders/build_log.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace scenarios {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r");
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

std::optional<std::size_t> number(std::string_view text) {
  text = trimmed(text);
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Of a compiler or linker.
bool is_error(std::string_view line) {
  return line.find(": error: ") != line.npos || line.find(": fatal error: ") != line.npos ||
         line.find(": undefined reference to ") != line.npos ||
         line.find("ld: cannot find ") != line.npos || line.find("ld: error: ") != line.npos;
}

/// Of a build tool, which tells in other words what went wrong elsewhere.
bool is_complaint(std::string_view line) {
  return line.starts_with("ninja: error: ") || line.find("*** No rule") != line.npos ||
         line.starts_with("Error: ");
}

/// Said after any error: it tells nothing.
bool is_trailer(std::string_view line) {
  return line.starts_with("ninja: build stopped") ||
         (line.find("make") <= 1 && line.find("*** [") != line.npos);
}

}  // namespace

bool BuildLog::read_progress(std::string_view line) {
  const std::size_t end = line.find(']');
  if (!line.starts_with('[') || end == line.npos) return false;
  const std::string_view inner = line.substr(1, end - 1);
  if (const std::size_t slash = inner.find('/'); slash != inner.npos) {
    const auto done = number(inner.substr(0, slash)), total = number(inner.substr(slash + 1));
    if (!done || !total) return false;
    done_ = *done, total_ = *total;
    return true;
  }
  const auto percent =
      inner.ends_with('%') ? number(inner.substr(0, inner.size() - 1)) : std::nullopt;
  if (!percent) return false;
  done_ = *percent, total_ = 100;
  return true;
}

void BuildLog::read(std::string_view line) {
  if (read_progress(line)) return;
  const std::string_view text = trimmed(line);
  if (text.empty() || is_trailer(text)) return;
  last_ = text;
  if (cmake_goes_on_) {
    cmake_ += " " + last_;
    cmake_goes_on_ = false;
  } else if (cmake_.empty() && text.starts_with("CMake Error")) {
    cmake_ = text;
    cmake_goes_on_ = text.ends_with(':');
  } else if (compiler_.empty() && is_error(text)) {
    compiler_ = text;
  } else if (tool_.empty() && is_complaint(text)) {
    tool_ = text;
  }
}

std::string BuildLog::first_error() const {
  std::string error;
  for (const std::string* one : {&cmake_, &compiler_, &tool_, &last_}) {
    if (error.empty()) error = *one;
  }
  const std::string above = source_.string() + "/";
  for (std::size_t at; (at = error.find(above)) != error.npos;) error.erase(at, above.size());
  return error;
}

}  // namespace scenarios
