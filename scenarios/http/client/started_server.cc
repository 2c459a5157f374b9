#include "scenarios/http/client/started_server.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "harness/result/printable.h"

namespace scenarios::http {
namespace {

// Its arguments: the file for the output, and the command. What waits at descriptor 3 until the
// pipe closes is nobody's child, so that its memory does not count as the server's, and of the
// server's group, so that nobody else's processes can be hit.
constexpr const char* script =
    "exec >\"$0\" 2>&1; ( (read _ <&3 || kill -KILL 0) & ); exec /bin/sh -c \"$1\" 3<&-";

constexpr std::streamoff most_last_words = 300;

}  // namespace

harness::Expected<std::unique_ptr<StartedServer>> StartedServer::start(
    const std::string& command, const std::filesystem::path& scratch) {
  const std::filesystem::path output = std::filesystem::absolute(scratch) / "server.log";
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return harness::failure("no pipe to a server: " + std::generic_category().message(errno));
  }
  harness::child::Program shell{.path = "/bin/sh",
                                .words = {"-c", script, output.string(), command}};
  shell.name = "sh";
  auto process = harness::child::Process::start(shell, ends[0]);
  if (!process) {
    ::close(ends[1]);
    return tl::unexpected(process.error());
  }
  return std::unique_ptr<StartedServer>(new StartedServer(std::move(*process), output, ends[1]));
}

StartedServer::~StartedServer() {
  if (!process_->has_ended()) {
    ::kill(-process_->pid(), SIGTERM);
    process_->wait_for_end(time_to_end);
  }
  process_->kill();
  ::close(alive_);
}

std::string StartedServer::how_it_ended() {
  const std::string words = last_words();
  return process_->how_it_ended() + (words.empty() ? "" : "; its last words: " + words);
}

std::string StartedServer::output() const {
  constexpr std::size_t most = 4096;
  std::ifstream file(output_, std::ios::binary);
  std::string said(most, '\0');
  file.read(said.data(), static_cast<std::streamsize>(said.size()));
  said.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return said;
}

std::string StartedServer::last_words() const {
  std::ifstream file(output_, std::ios::binary | std::ios::ate);
  if (!file) return {};
  const std::streamoff size = file.tellg();
  file.seekg(std::max<std::streamoff>(size - most_last_words, 0));
  std::string words(static_cast<std::size_t>(std::min(size, most_last_words)), '\0');
  file.read(words.data(), static_cast<std::streamsize>(words.size()));
  words.resize(static_cast<std::size_t>(file.gcount()));
  if (const std::size_t cut = words.find('\n'); size > most_last_words && cut != words.npos) {
    words.erase(0, cut + 1);
  }
  while (!words.empty() && words.back() == '\n') words.pop_back();
  std::ranges::replace(words, '\n', ' ');
  return harness::result::printable(words);
}

}  // namespace scenarios::http
