// One end of the line between two processes.
#pragma once

#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>

#include "harness/child/frame.h"
#include "harness/clock.h"
#include "harness/expected.h"

namespace harness::child {

/// How long something may take, and who can end it before.
struct Limits {
  Duration most = Duration::max();  // from the call on
  std::stop_token stop = {};
};

/// Why nothing was received or sent.
enum class Silence {
  ended,     // the other end was closed
  late,      // the time was up
  stopped,   // a stop was requested
  nonsense,  // what came is no message
  broken     // the system refused
};

/// A socket on which texts are sent and received whole. Owns it.
class Channel {
 public:
  explicit Channel(int socket);
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// Both ends of a new line; neither stays open in a program that is executed.
  struct Pair {
    int here = -1, there = -1;
  };
  static Expected<Pair> make_pair();

  template <class Value>
  using Heard = tl::expected<Value, Silence>;

  /// Any thread; texts do not mix. A text that is too long is `nonsense`. Raises no SIGPIPE. What
  /// was sent in part before an error spoils the line.
  Heard<void> send(std::string_view text, const Limits& limits = {});

  /// The next text. One thread. `beside`: another descriptor to be watched meanwhile (-1: none),
  /// for which `heard` is called whenever there is something to read on it or it was closed; false
  /// from it: no longer to be watched.
  template <class OnBeside>
  Heard<std::string> receive(const Limits& limits, int beside, const OnBeside& heard) {
    const Deadline deadline(limits);
    while (true) {
      auto text = take();
      if (!text) return tl::unexpected(text.error());
      if (*text) return std::move(**text);
      const auto ready = wait(deadline, beside);
      if (!ready) return tl::unexpected(ready.error());
      if (ready->beside && !heard()) beside = -1;
    }
  }
  Heard<std::string> receive(const Limits& limits = {}) {
    return receive(limits, -1, [] { return false; });
  }

 private:
  /// When limits end.
  class Deadline {
   public:
    explicit Deadline(const Limits& limits);
    /// How long to wait before looking again, as poll() takes it: for ever (-1) where nobody can
    /// end it.
    Heard<int> wait_ms() const;

   private:
    const Limits& limits_;
    Instant end_;
  };
  struct Ready {
    bool beside = false;
  };

  Heard<std::optional<std::string>> take();
  Heard<Ready> wait(const Deadline& deadline, int beside) const;

  const int socket_;
  std::mutex sending_;
  FrameReader reader_;
};

}  // namespace harness::child
