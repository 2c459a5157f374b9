// A program that holds a target, as whoever drives it sees it.
#pragma once

#include <memory>
#include <string>

#include "harness/child/answers.h"
#include "harness/child/channel.h"
#include "harness/child/orders.h"
#include "harness/child/process.h"
#include "harness/child/serve.h"

namespace harness::child {

/// A child process that speaks the protocol. Each call waits for its answer within its limits. An
/// error that is the child's answer to an order leaves it as it was. Any other (it ended, was too
/// late, spoke nonsense; a stop was requested) kills it with its group, and every later call gives
/// the first such error; ended() says so. One thread, which must outlive it: its end kills it.
class Child {
 public:
  /// Starts the program and greets it. An error, in one sentence: it could not be started; it is a
  /// stranger that does not speak the protocol, or another version of it.
  static Expected<std::unique_ptr<Child>> start(const Program& program, const Limits& limits,
                                                bool wants_commit = false);

  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  const Hello& hello() const { return hello_; }
  pid_t pid() const { return process_->pid(); }
  bool ended() const { return lost_.has_value(); }

  Expected<result::RunResult> trial(const TrialOrder& order, const Limits& limits,
                                    const TellPhase& tell = {});
  Expected<Ready> open(const SessionOrder& order, const Limits& limits, const TellPhase& tell = {});
  Expected<SliceReport> slice(const SliceOrder& order, const Limits& limits);
  Expected<Closed> close(const Limits& limits);

  /// Tells it to end, and waits for that.
  Expected<void> quit(const Limits& limits);

 private:
  Child(std::string name, std::unique_ptr<Process> process, int socket)
      : name_(std::move(name)), process_(std::move(process)), channel_(socket) {}

  Expected<void> greet(const Limits& limits, bool wants_commit);
  Expected<Answer> ask(const Order& order, const char* about, const Limits& limits,
                       const TellPhase& tell);
  template <class Wanted>
  Expected<Wanted> ask_for(const Order& order, const char* about, const Limits& limits,
                           const TellPhase& tell = {});
  tl::unexpected<Error> lose(std::string why);
  std::string what_happened(Silence silence, const char* about);

  const std::string name_;  // of the program, for messages
  std::unique_ptr<Process> process_;
  Channel channel_;
  Hello hello_;
  std::optional<Error> lost_;
};

}  // namespace harness::child
