// Ctrl-C ends a run in order.
#pragma once

#include <csignal>
#include <stop_token>
#include <string_view>
#include <thread>

namespace scenarios {

/// From its construction on, SIGINT and SIGTERM request a stop instead of ending the program; a
/// second one ends it at once. Construct it before any other thread starts: they inherit the mask.
class Interrupts {
 public:
  /// `message`: what the first one says, on stderr.
  explicit Interrupts(std::string_view message = run_message);
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  std::stop_token token() const { return stop_.get_token(); }

  static constexpr std::string_view run_message =
      "\nstopping; what was measured is kept (again: end at once)\n";

 private:
  void wait();

  const std::string_view message_;

  sigset_t signals_{};
  std::stop_source stop_;
  std::thread thread_;
};

}  // namespace scenarios
