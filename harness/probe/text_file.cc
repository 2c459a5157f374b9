#include "harness/probe/text_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>

namespace harness::probe {
namespace {

std::atomic<std::uint64_t> calls{0};

/// Appends up to `size` bytes to `text`; false on an error.
bool read_some(int file, std::string& text, std::size_t size, std::size_t& taken) {
  const std::size_t had = text.size();
  text.resize(had + size);
  ssize_t got;
  do {
    got = ::read(file, text.data() + had, size);
    calls.fetch_add(1, std::memory_order_relaxed);
  } while (got < 0 && errno == EINTR);
  taken = got < 0 ? 0 : static_cast<std::size_t>(got);
  text.resize(had + taken);
  return got >= 0;
}

}  // namespace

std::optional<std::string> read_text(const std::filesystem::path& path, std::size_t limit) {
  // O_NONBLOCK: a named pipe handed in by mistake must not hang the observer.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return std::nullopt;
  std::string text;
  bool good = true;
  for (std::size_t taken = 1; good && taken > 0 && text.size() < limit;) {
    good = read_some(file, text, std::min<std::size_t>(limit - text.size(), 4096), taken);
  }
  const int why = errno;
  ::close(file);
  errno = why;
  if (!good) return std::nullopt;
  return text;
}

std::optional<std::string> read_line(const std::filesystem::path& path) {
  std::optional<std::string> text = read_text(path);
  if (text) text->erase(text->find_last_not_of(" \t\r\n") + 1);
  return text;
}

std::uint64_t reading_calls() {
  return calls.load(std::memory_order_relaxed);
}

}  // namespace harness::probe
