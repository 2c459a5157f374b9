// A worker's line to a Redis server: what fails costs little, and is tried again later.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/redis/protocol.h"
#include "engine/redis/socket.h"

namespace engine::redis {

/// How long a connection waits, and how long it leaves a server alone that failed it.
struct Patience {
  std::chrono::nanoseconds connect = std::chrono::milliseconds(50);
  std::chrono::nanoseconds command = std::chrono::milliseconds(50);
  std::chrono::nanoseconds first_pause = std::chrono::milliseconds(100);  // doubles each time
  std::chrono::nanoseconds longest_pause = std::chrono::seconds(10);
};

/// Why there is no answer.
enum class Trouble : std::uint8_t {
  pausing,  // the server failed a moment ago and is left alone; this took no time
  broken,   // not there, too slow, gone, or talks nonsense; the pause begins
  refused,  // the server answered with an error, such as that its memory is full
};

template <class T>
using Answered = tl::expected<T, Trouble>;

/// A page of a server's keys, and where the next one begins: "0" after the last.
struct Page {
  std::string cursor;
  std::vector<std::string> keys;
};

/// Connects when it is first asked, and again after a failure and its pause. No call takes longer
/// than Patience's connect and command together. Not thread-safe: one per worker.
class Connection {
 public:
  Connection(const Address& address, const Patience& patience);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The key's value; nothing if there is none.
  Answered<std::optional<std::string>> get(std::string_view key);

  /// Hands the value over without waiting for the answer, of which failed_sets() tells. `pausing`
  /// also where the server lags so far behind that more would only pile up.
  Answered<void> set(std::string_view key, std::string_view value,
                     std::optional<std::chrono::milliseconds> time_to_live);

  /// Removes the key, and says whether it was there.
  Answered<bool> remove(std::string_view key);

  /// Some of the keys that match the pattern (Redis's SCAN), about `count` of all looked at.
  Answered<Page> scan(std::string_view cursor, std::string_view pattern, std::uint32_t count);

  /// How many keys the server has, of all kinds.
  Answered<std::uint64_t> key_count();

  /// The server's answer to INFO of that section, as text.
  Answered<std::string> info(std::string_view section);

  /// False while the server is left alone: then every call is `pausing`.
  bool is_usable() const { return line_ != nullptr || Clock::now() >= next_try_; }

  /// Sets that were handed over and then refused or lost, so far.
  std::uint64_t failed_sets() const { return failed_sets_; }

 private:
  struct Line;
  using Clock = std::chrono::steady_clock;

  bool ready();
  Answered<Reply> ask(std::initializer_list<std::string_view> words);
  std::optional<Reply> next_reply(Deadline deadline);
  bool take_early_answers();
  bool move(Deadline deadline);
  void count_set_answer(const Reply& reply);
  tl::unexpected<Trouble> give_up();

  const Address address_;
  const Patience patience_;
  std::unique_ptr<Line> line_;  // none while not connected
  std::chrono::nanoseconds pause_;
  Deadline next_try_{};
  std::uint64_t failed_sets_ = 0;
};

}  // namespace engine::redis
