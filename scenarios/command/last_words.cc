#include "scenarios/command/last_words.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace scenarios::command {

void LastWords::add(std::string_view said) {
  if (said.size() >= most_bytes) {
    end_ = said.substr(said.size() - most_bytes);
    return;
  }
  end_ += said;
  if (end_.size() > most_bytes) end_.erase(0, end_.size() - most_bytes);
}

std::string LastWords::line() const {
  constexpr std::string_view breaks = "\r\n";
  std::string_view text = end_;
  const std::size_t last = text.find_last_not_of(breaks);
  if (last == text.npos) return {};
  text = text.substr(0, last + 1);
  text.remove_prefix(text.find_last_of(breaks) + 1);  // npos + 1 is 0
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(),
      [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
  return line;
}

bool drain(int descriptor, std::uint64_t most, LastWords* heard) {
  std::array<char, 65536> block;
  for (std::uint64_t read = 0; read < most;) {
    const ssize_t got = ::read(descriptor, block.data(), block.size());
    if (got > 0) {
      read += static_cast<std::uint64_t>(got);
      if (heard != nullptr) heard->add({block.data(), static_cast<std::size_t>(got)});
    } else if (got == 0) {
      return false;
    } else if (errno != EINTR) {
      return errno == EAGAIN;
    }
  }
  return true;
}

}  // namespace scenarios::command
