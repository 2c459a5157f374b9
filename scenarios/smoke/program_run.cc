#include "scenarios/smoke/program_run.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "scenarios/terminal/exit_code.h"

namespace scenarios {
namespace {

constexpr int longest_silence_ms = 200'000;

[[noreturn]] void become_program(const std::filesystem::path& folder, std::vector<char*> words,
                                 const std::function<bool()>& prepare, int out, int err) {
  if (::chdir(folder.c_str()) != 0 || (prepare && !prepare())) ::_exit(ProgramRun::not_prepared);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  ::execv(words[0], words.data());
  ::_exit(127);
}

}  // namespace

bool Ended::complained_in_one_line() const {
  return out.empty() && err.starts_with("prony: ") && err.ends_with('\n') &&
         std::count(err.begin(), err.end(), '\n') == 1;
}

ProgramRun::ProgramRun(const std::filesystem::path& folder, const std::vector<std::string>& words,
                       const std::function<bool()>& prepare) {
  std::vector<std::string> all{PRONY_PROGRAM};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> pointers;
  for (std::string& word : all) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  std::array<int, 2> out{}, err{};
  // Closed in programs started later, or this one's streams would not end before theirs.
  if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error("no pipe");
  }
  process_ = ::fork();
  if (process_ == 0) become_program(folder, std::move(pointers), prepare, out[1], err[1]);
  ::close(out[1]);
  ::close(err[1]);
  streams_ = {out[0], err[0]};
  if (process_ < 0) throw std::runtime_error("no process");
}

ProgramRun::~ProgramRun() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  for (const int stream : streams_) {
    if (stream >= 0) ::close(stream);
  }
}

bool ProgramRun::read_some() {
  std::array<pollfd, 2> polled{pollfd{streams_[0], POLLIN, 0}, pollfd{streams_[1], POLLIN, 0}};
  if (streams_[0] < 0 && streams_[1] < 0) return false;
  if (::poll(polled.data(), polled.size(), longest_silence_ms) == 0) {
    throw std::runtime_error("the program hangs, having said: " + texts_[1]);
  }
  for (std::size_t i = 0; i < polled.size(); ++i) {
    if (polled[i].revents == 0) continue;
    std::array<char, 4096> block;
    const ssize_t got = ::read(streams_[i], block.data(), block.size());
    if (got > 0) {
      texts_[i].append(block.data(), static_cast<std::size_t>(got));
    } else {
      ::close(streams_[i]);
      streams_[i] = -1;
    }
  }
  return true;
}

bool ProgramRun::says(const std::string& text) {
  while (texts_[1].find(text) == std::string::npos) {
    if (!read_some()) return false;
  }
  return true;
}

void ProgramRun::send(int signal) const {
  ::kill(process_, signal);
}

Ended ProgramRun::wait() {
  while (read_some()) continue;
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = -1;
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), texts_[0], texts_[1]};
}

Ended run_prony(const std::filesystem::path& folder, const std::vector<std::string>& words) {
  return ProgramRun(folder, words).wait();
}

bool is_measured(const Ended& ended) {
  return ended.code == done || ended.code == missed || ended.code == inconclusive ||
         ended.code == invalid;
}

}  // namespace scenarios
