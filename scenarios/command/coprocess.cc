#include "scenarios/command/coprocess.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "harness/figure_text.h"
#include "scenarios/command/broken_pipes.h"

namespace scenarios::command {
namespace {

using harness::Expected;
using How = Answered::How;

constexpr std::uint64_t most_complaints = std::uint64_t{1} << 20;  // bytes, at once
constexpr int end_patience_ms = 1000;  // for a program that has closed its stdout to end

std::chrono::steady_clock::time_point steady_now() {
  return std::chrono::steady_clock::now();
}

}  // namespace

Expected<std::unique_ptr<Coprocess>> Coprocess::start(const CoprocessOrder& order) {
  hold_broken_pipes();
  auto to = Pipe::to_write();
  auto from = Pipe::to_read();
  auto errors = Pipe::to_read();
  for (const Expected<Pipe>* const pipe : {&to, &from, &errors}) {
    if (!*pipe) return tl::unexpected(pipe->error());
  }
  auto process = StartedProcess::start({.program = order.program,
                                        .words = order.words,
                                        .input = to->theirs.number(),
                                        .output = from->theirs.number(),
                                        .errors = errors->theirs.number()});
  if (!process) return tl::unexpected(process.error());
  return std::unique_ptr<Coprocess>(new Coprocess(order, std::move(*process), std::move(to->ours),
                                                  std::move(from->ours), std::move(errors->ours)));
}

Coprocess::Coprocess(const CoprocessOrder& order, StartedProcess process, Descriptor to,
                     Descriptor from, Descriptor errors)
    : order_(order),
      process_(std::move(process)),
      to_(std::move(to)),
      from_(std::move(from)),
      errors_(std::move(errors)),
      reader_(order.framing, order.most_answer) {}

Answered Coprocess::ask(std::string_view text) {
  hold_broken_pipes();
  reader_.clear();
  // What it says before it was asked belongs to no request, and would shift all answers by one.
  const auto early = read_answer();
  if (early && early->how == How::died) return *early;
  if (early || !reader_.empty()) {
    return {.how = How::out_of_step, .reason = "it spoke before it was asked"};
  }
  frame_.clear();
  append_frame(order_.framing, text, frame_);
  return wait(frame_);
}

Answered Coprocess::wait(std::string_view left) {
  enum Watched : std::size_t { stop, to, from, errors, all_watched };
  const auto until = steady_now() + order_.timeout;
  while (true) {
    if (!left.empty()) {
      const ssize_t written = ::write(to_.number(), left.data(), left.size());
      if (written >= 0) left.remove_prefix(static_cast<std::size_t>(written));
      if (written < 0 && errno != EAGAIN && errno != EINTR) return dead();
    }
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(until - steady_now());
    if (wait.count() <= 0) {
      return {.how = How::late,
              .reason = fmt::format("no answer after {}", harness::time_text(order_.timeout))};
    }
    std::array<pollfd, all_watched> watched{{{order_.stop, POLLIN, 0},
                                             {left.empty() ? -1 : to_.number(), POLLOUT, 0},
                                             {from_.number(), POLLIN, 0},
                                             {errors_.number(), POLLIN, 0}}};
    constexpr std::int64_t longest_ms = 1'000'000;
    ::poll(watched.data(), watched.size(), static_cast<int>(std::min(wait.count(), longest_ms)));
    if (watched[stop].revents != 0) {
      return {.how = How::stopped, .reason = "stopped with the target"};
    }
    if (watched[errors].revents != 0 && !drain(errors_.number(), most_complaints, &said_)) {
      errors_.close();
    }
    if (watched[from].revents == 0) continue;
    if (auto answered = read_answer()) {
      const bool too_early = answered->how == How::answered && !left.empty();
      if (!too_early) return *answered;
      return {.how = How::out_of_step, .reason = "it answers what it has not read"};
    }
  }
}

/// Reads what there is. Nothing: the answer is not complete.
std::optional<Answered> Coprocess::read_answer() {
  std::array<char, 65536> block;
  while (true) {
    const ssize_t got = ::read(from_.number(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return std::nullopt;
    if (got <= 0) return dead();
    const AnswerReader::State state = reader_.add({block.data(), static_cast<std::size_t>(got)});
    if (state == AnswerReader::State::complete) return Answered{.answer = reader_.answer()};
    if (state != AnswerReader::State::incomplete) return out_of_step(state);
  }
}

Answered Coprocess::out_of_step(AnswerReader::State state) const {
  if (state == AnswerReader::State::too_large) {
    return {.how = How::out_of_step,
            .reason = fmt::format("an answer of more than {} MiB", order_.most_answer >> 20)};
  }
  return {.how = How::out_of_step,
          .reason = state == AnswerReader::State::excess ? "more than one answer to a request"
                                                         : "an answer that does not begin with "
                                                           "its length"};
}

/// It has ended, or has closed its stdin or stdout, which comes to that.
Answered Coprocess::dead() {
  pollfd ending{process_->ending(), POLLIN, 0};
  const bool ended =
      ending.fd >= 0 ? ::poll(&ending, 1, end_patience_ms) == 1 : process_->has_ended();
  if (!ended) process_->kill();
  const int status = process_->reap().status;
  process_.reset();
  if (errors_) drain(errors_.number(), most_complaints, &said_);
  const std::string why = why_it_ended(status);
  return {.how = How::died,
          .reason = !ended        ? "it closed its input or output"
                    : why.empty() ? "exit 0"
                                  : why,
          .last_line = said_.line()};
}

}  // namespace scenarios::command
