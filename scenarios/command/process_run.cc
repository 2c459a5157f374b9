#include "scenarios/command/process_run.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "scenarios/command/broken_pipes.h"
#include "scenarios/command/last_words.h"

namespace scenarios::command {
namespace {

using harness::Expected;

constexpr std::uint64_t most_at_once = std::uint64_t{1} << 20;  // bytes, before other things' turn
constexpr int blind_look_ms = 1;                                // where nothing tells of the end

harness::Instant now() {
  return std::chrono::steady_clock::now();
}

/// A running program, and what goes to it and comes from it.
class Running {
 public:
  Running(const RunOrder& order, harness::Instant begun, StartedProcess process, Pipe input,
          Pipe heard)
      : order_(order),
        process_(std::move(process)),
        input_(std::move(input.ours)),
        heard_(std::move(heard.ours)),
        left_(order.input.value_or(std::string_view())) {
    end_.begun = begun;
    end_.image_from = process_.image_from();
    end_.started = now();
  }

  RunEnd finish() {
    end_.how = wait();
    end_.ended = now();
    if (end_.how != RunEnd::How::ended) process_.kill();
    end_.process = process_.reap();
    // Its group is gone, and what it said is in the pipe.
    if (heard_) drain(heard_.number(), most_at_once, &said_);
    end_.last_line = said_.line();
    return std::move(end_);
  }

 private:
  enum Watched : std::size_t { ending, stop, input, heard, all_watched };

  RunEnd::How wait() {
    const harness::Instant until = end_.started + order_.timeout;
    while (true) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - now());
      if (left.count() <= 0) return RunEnd::How::timed_out;
      std::array<pollfd, all_watched> watched{{{process_.ending(), POLLIN, 0},
                                               {order_.stop, POLLIN, 0},
                                               {input_.number(), POLLOUT, 0},
                                               {heard_.number(), POLLIN, 0}}};
      constexpr std::int64_t longest_ms = 1'000'000;
      const bool blind = process_.ending() < 0;
      ::poll(watched.data(), watched.size(),
             blind ? blind_look_ms : static_cast<int>(std::min(left.count(), longest_ms)));
      if (watched[ending].revents != 0 || (blind && process_.has_ended())) {
        return RunEnd::How::ended;
      }
      if (watched[stop].revents != 0) return RunEnd::How::stopped;
      if (watched[input].revents != 0) feed();
      if (watched[heard].revents != 0 && !drain(heard_.number(), most_at_once, &said_)) {
        heard_.close();
      }
    }
  }

  void feed() {
    const ssize_t written = ::write(input_.number(), left_.data(), left_.size());
    if (written >= 0) left_.remove_prefix(static_cast<std::size_t>(written));
    const bool refused = written < 0 && errno != EAGAIN && errno != EINTR;
    if (left_.empty() || refused) input_.close();
  }

  const RunOrder& order_;
  StartedProcess process_;
  Descriptor input_, heard_;
  std::string_view left_;  // of its input
  LastWords said_;
  RunEnd end_;
};

Expected<Pipe> input_of(const RunOrder& order) {
  if (!order.input) return Pipe();
  hold_broken_pipes();
  return Pipe::to_write();
}

}  // namespace

Expected<RunEnd> run_to_end(const RunOrder& order) {
  const harness::Instant begun = now();
  auto input = input_of(order);
  if (!input) return tl::unexpected(input.error());
  auto heard = order.heard == Heard::nothing ? Expected<Pipe>(Pipe()) : Pipe::to_read();
  if (!heard) return tl::unexpected(heard.error());
  auto process =
      StartedProcess::start({.program = order.program,
                             .words = order.words,
                             .input = input->theirs.number(),
                             .output = order.heard == Heard::all ? heard->theirs.number() : -1,
                             .errors = heard->theirs.number(),
                             .beginning = order.beginning});
  if (!process) return tl::unexpected(process.error());
  input->theirs.close();
  heard->theirs.close();
  return Running(order, begun, std::move(*process), std::move(*input), std::move(*heard)).finish();
}

}  // namespace scenarios::command
