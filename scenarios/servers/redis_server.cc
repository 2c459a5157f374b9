#include "scenarios/servers/redis_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <optional>
#include <vector>

#include "engine/redis/connection.h"
#include "scenarios/servers/redis_memory.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using harness::failure;
using std::chrono::steady_clock;

constexpr auto longest_start = std::chrono::seconds(10);
constexpr std::string_view ready_words = "eady to accept connections";  // with R on a TCP port

std::optional<fs::path> in_path(std::string_view name) {
  const char* const path = std::getenv("PATH");
  std::string_view left = path == nullptr ? "" : path;
  while (!left.empty()) {
    const std::string_view folder = left.substr(0, left.find(':'));
    left.remove_prefix(std::min(folder.size() + 1, left.size()));
    const fs::path file = fs::path(folder) / name;
    if (!folder.empty() && ::access(file.c_str(), X_OK) == 0) return file;
  }
  return std::nullopt;
}

/// The server's program. Debian's redis-tools has it under another name, as one that acts by the
/// name it is called by; its redis-server would start a service of its own.
std::optional<fs::path> find_program() {
  if (auto server = in_path("redis-server")) return server;
  return in_path("redis-check-rdb");
}

/// Only what is allowed between fork and exec.
[[noreturn]] void become_server(const char* program, char* const* words, pid_t parent, int out) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);  // it was gone before that was set
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  ::execv(program, words);
  ::_exit(127);
}

/// Reads what the server says until it says that it is ready. False, with its last words, when it
/// ends or takes too long.
bool hears_ready(int in, std::string& words) {
  const auto deadline = steady_clock::now() + longest_start;
  while (words.find(ready_words) == std::string::npos) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now());
    pollfd asked{.fd = in, .events = POLLIN, .revents = 0};
    if (left.count() <= 0 || ::poll(&asked, 1, static_cast<int>(left.count())) <= 0) return false;
    std::array<char, 4096> block;
    const ssize_t got = ::read(in, block.data(), block.size());
    if (got <= 0) return false;
    words.append(block.data(), static_cast<std::size_t>(got));
  }
  return true;
}

std::string last_line(std::string_view words) {
  while (words.ends_with('\n')) words.remove_suffix(1);
  return std::string(words.substr(words.rfind('\n') + 1));
}

}  // namespace

harness::Expected<std::unique_ptr<RedisServer>> RedisServer::start(const Limits& limits) {
  const auto program = find_program();
  if (!program) {
    return failure(
        "there is no redis-server; on Debian and Ubuntu it is in redis-tools: "
        "sudo apt-get install redis-tools");
  }
  std::error_code error;
  std::string folder = fs::temp_directory_path(error) / "prony-redis-XXXXXX";
  if (error || ::mkdtemp(folder.data()) == nullptr) {
    return failure("no temporary folder can be made for a Redis server");
  }
  std::unique_ptr<RedisServer> server(new RedisServer(folder));
  return server->launch(*program, limits).map([&] { return std::move(server); });
}

harness::Expected<void> RedisServer::launch(const fs::path& program, const Limits& limits) {
  std::vector<std::string> words{"redis-server",
                                 "--port",
                                 "0",
                                 "--unixsocket",
                                 socket().string(),
                                 "--unixsocketperm",
                                 "700",
                                 "--dir",
                                 folder_.string(),
                                 "--save",
                                 "",
                                 "--appendonly",
                                 "no",
                                 "--daemonize",
                                 "no",
                                 "--maxmemory",
                                 std::to_string(limits.memory_bytes),
                                 "--maxmemory-policy",
                                 limits.evicts ? "allkeys-lru" : "noeviction"};
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return failure("no pipe to a Redis server");
  const pid_t self = ::getpid();
  process_ = ::fork();
  if (process_ == 0) become_server(program.c_str(), pointers.data(), self, pipe[1]);
  ::close(pipe[1]);
  std::string said;
  const bool ready = process_ > 0 && hears_ready(pipe[0], said);
  ::close(pipe[0]);  // it ignores that nobody hears it any more
  if (ready) return {};
  return failure(fmt::format("{} does not come up: {}", program.string(),
                             said.empty() ? "it says nothing" : last_line(said)));
}

void RedisServer::kill() {
  if (process_ <= 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

RedisServer::~RedisServer() {
  kill();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

harness::Expected<std::uint64_t> RedisServer::used_memory_bytes() const {
  const auto server = engine::redis::resolve(address());
  if (!server) return failure(server.error().detail);
  engine::redis::Connection connection(*server,
                                       {.connect = longest_start, .command = longest_start});
  const auto info = connection.info("memory");
  if (!info) return failure("the Redis server does not answer");
  const auto bytes = used_memory_in(*info);
  if (!bytes) return failure("the Redis server does not say how much memory it uses");
  return *bytes;
}

}  // namespace scenarios
