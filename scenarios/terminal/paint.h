// The terminal's colours, where it is one.
#pragma once

#include <fmt/format.h>

#include <string>

namespace scenarios {

/// Text in a colour that says what it means.
class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}
  std::string good(const std::string& text) const { return in("32", text); }
  std::string bad(const std::string& text) const { return in("31", text); }
  std::string alarming(const std::string& text) const { return in("1;37;41", text); }
  std::string doubtful(const std::string& text) const { return in("33", text); }
  std::string strong(const std::string& text) const { return in("1", text); }

 private:
  std::string in(const char* code, const std::string& text) const {
    return colour_ ? fmt::format("\033[{}m{}\033[0m", code, text) : text;
  }
  bool colour_;
};

}  // namespace scenarios
