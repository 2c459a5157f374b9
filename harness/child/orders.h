// What Prony asks of a program that holds a target, each with how it is written and read.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "harness/clock.h"
#include "harness/drive/injected_target.h"
#include "harness/expected.h"
#include "harness/schedule/arrivals.h"

namespace harness::child {

/// Of the messages' meaning. Programs that speak different ones refuse one another.
inline constexpr std::uint64_t protocol_version = 1;

/// The first message.
struct Greeting {
  std::uint64_t protocol = protocol_version;
  bool wants_commit = false;  // which the program has to ask git for: some milliseconds

  bool operator==(const Greeting&) const = default;
};

/// What a target is made of.
struct TargetWords {
  std::string subject;                // empty: the program's first
  std::filesystem::path source = {};  // the file that describes it; empty: the program's own
  std::string preset;                 // empty: the usual one
  std::vector<std::pair<std::string, std::string>> settings;  // later ones win
  std::string items;                                          // as typed; empty: the usual ones
  std::uint64_t most_items = 0;                               // so many of them; 0: all
  std::vector<pid_t> processes;                               // that belong to what is measured
  std::filesystem::path
      scratch;  // a folder of its own, which is there and is the caller's to remove

  bool operator==(const TargetWords&) const = default;
};

/// One trial of an ablation: a target under a load that its subject knows by name.
struct TrialOrder {
  TargetWords target;
  std::string load;            // "clients"
  std::uint64_t clients = 48;  // of a closed load
  double rate_per_s = 0;       // of an open one
  Duration length = std::chrono::seconds(1);
  std::optional<Duration> patience = {};  // for what is under way at the end; empty: the load's own
  std::uint64_t seed = 1;

  bool operator==(const TrialOrder&) const = default;
};

/// Clients who send one request after the other.
struct Clients {
  std::uint64_t count = 1;
  std::uint64_t threads = 1;  // who share them

  bool operator==(const Clients&) const = default;
};

/// Requests that come when they are due.
struct Rate {
  double per_s = 1;
  schedule::Arrivals arrivals = schedule::Arrivals::poisson;
  Waiting waiting = Waiting::sleep_then_spin;
  std::uint64_t threads = 1;  // that send them

  bool operator==(const Rate&) const = default;
};

using SessionLoad = std::variant<Clients, Rate>;

/// Makes a target that stays until the session is closed, and is idle but for its slices.
struct SessionOrder {
  TargetWords target;
  /// Whose popularity and first step's settings hold; empty: the subject's usual ones.
  std::string scenario;
  SessionLoad load;
  std::uint64_t seed = 1;
  /// What the target is to do on top of its work, to prove that it is found; nothing at all of it
  /// is another way through the code than an injection of nothing.
  std::optional<drive::Injection> injected = {};

  bool operator==(const SessionOrder&) const = default;
};

/// Drives the open session's load for a while: for a length, or so many requests, if that is not 0.
/// All of them have ended when the answer comes.
struct SliceOrder {
  Duration length = std::chrono::milliseconds(5);
  std::uint64_t requests = 0;
  Duration patience = std::chrono::seconds(10);  // for what is under way at the end

  bool operator==(const SliceOrder&) const = default;
};

/// Ends the session: the target is asked whether its outputs are right, and is gone.
struct CloseOrder {
  bool operator==(const CloseOrder&) const = default;
};

/// Ends the program.
struct QuitOrder {
  bool operator==(const QuitOrder&) const = default;
};

using Order = std::variant<Greeting, TrialOrder, SessionOrder, SliceOrder, CloseOrder, QuitOrder>;

/// Bytes that are not UTF-8 become U+FFFD.
std::string write_order(const Order& order);

/// The inverse of write_order. Trusts nothing; what it does not know is passed over, and what is
/// missing is as in a fresh order. An error says what is wrong and where.
Expected<Order> read_order(std::string_view text);

}  // namespace harness::child
