#include "engine/documents/process/outworker.h"
#include "engine/documents/parsed/budget.h"

#include <signal.h>

#include <algorithm>
#include <thread>
#include <utility>

namespace engine::documents::process {
namespace {

/// Beyond the deadline of parsing: for what is made of the parts that were done by then. That takes
/// a time that grows with their length; this is meant to be generous.
constexpr std::chrono::nanoseconds grace(std::size_t document_bytes) {
  return std::chrono::milliseconds(200) + std::chrono::microseconds(document_bytes);
}
constexpr std::chrono::seconds patience{10};  // for a new child to be ready
constexpr int attempts = 3;                   // to have a child for a document
constexpr unsigned deaths_without_pause = 3;
constexpr std::chrono::milliseconds longest_pause{100};

}  // namespace

Expected<std::vector<Outworker>> Outworker::start(std::size_t count, const Settings& settings,
                                                  const std::filesystem::path& program) {
  std::vector<Outworker> outworkers;
  outworkers.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    outworkers.push_back(Outworker(settings, program));
    if (const auto started = outworkers.back().start_child(); !started) {
      return tl::unexpected(started.error());
    }
  }
  for (Outworker& outworker : outworkers) {
    if (const auto greeted = outworker.greet(); !greeted) {
      return failure(Reason::internal,
                     program.string() + " is no worker of this version: " + greeted.error().detail);
    }
  }
  return outworkers;
}

Expected<Reply> Outworker::work(parsed::Format format, std::string_view bytes, bool in_windows,
                                const parsed::Limits& limits) {
  if (const auto ready = be_ready(); !ready) return tl::unexpected(ready.error());
  const bool fresh = std::exchange(fresh_tools_, false);
  Expected<Reply> reply = exchange({format, in_windows, fresh, limits, bytes});
  if (reply) deaths_in_a_row_ = 0;
  // Started now, so that it gets ready while the engine deals with the failure. When that is not
  // possible, the next document's turn will say so.
  if (!child_ && deaths_in_a_row_ < deaths_without_pause) (void)start_child();
  return reply;
}

Expected<void> Outworker::start_child() {
  auto child = child::Child::start(program_);
  if (!child) return tl::unexpected(child.error());
  child_ = std::move(*child);
  greeted_ = false;
  return {};
}

Expected<void> Outworker::greet() {
  const child::Deadline deadline = std::chrono::steady_clock::now() + patience;
  const auto sent = child::send_frame(child_->socket(), encode(settings_), {}, deadline);
  if (!sent) return lose_child(to_string(sent.error()));
  const auto said = child::receive_frame(child_->socket(), greeting().size(), deadline);
  if (!said) return lose_child(to_string(said.error()));
  if (*said != greeting()) return lose_child("its greeting is another");
  greeted_ = true;
  return {};
}

Expected<void> Outworker::be_ready() {
  Error error;
  for (int i = 0; i < attempts; ++i) {
    if (!child_) {
      pause();
      if (const auto started = start_child(); !started) {
        error = started.error();
        ++deaths_in_a_row_;
        continue;
      }
    }
    if (!greeted_) {
      if (const auto greeted = greet(); !greeted) {
        error = greeted.error();
        continue;
      }
    }
    if (child::is_listening(child_->socket())) return {};
    error = lose_child("it ended while it had nothing to do").value();
  }
  return passing_failure(Reason::overloaded, "no child process to work in: " + error.detail);
}

Expected<Reply> Outworker::exchange(const Job& job) {
  const int socket = child_->socket();
  child::Deadline deadline = job.limits.deadline;
  if (deadline) *deadline += grace(job.bytes.size());
  if (std::exchange(lose_next_, false)) ::kill(child_->pid(), SIGKILL);
  if (const auto sent = child::send_frame(socket, encode_head(job), job.bytes, deadline); !sent) {
    return lose_child(sent.error());
  }
  const std::uint64_t unpacked =
      parsed::is_text(job.format) ? job.bytes.size() : settings_.most_unpacked;
  const auto frame = child::receive_frame(socket, max_reply_bytes(unpacked), deadline);
  if (!frame) return lose_child(frame.error());
  auto reply = decode_reply(settings_.codec, *frame);
  if (!reply) return lose_child("its answer is nonsense");
  return std::move(*reply);
}

tl::unexpected<Error> Outworker::lose_child(child::Broken why) {
  auto lost = lose_child(to_string(why));
  if (why == child::Broken::late) lost.value() = {Reason::timed_out, lost.value().detail};
  return lost;
}

tl::unexpected<Error> Outworker::lose_child(std::string_view why) {
  std::string detail = "the document's child process: " + std::string(why) + "; " + child_->end();
  const Reason reason = child_->why_it_ended();
  child_.reset();
  ++deaths_in_a_row_;
  return reason == Reason::crashed ? passing_failure(reason, std::move(detail))
                                   : failure(reason, std::move(detail));
}

void Outworker::pause() const {
  if (deaths_in_a_row_ < deaths_without_pause) return;
  const unsigned doublings = std::min(deaths_in_a_row_ - deaths_without_pause, 10U);
  std::this_thread::sleep_for(
      std::min(longest_pause, std::chrono::milliseconds(1) * (1 << doublings)));
}

}  // namespace engine::documents::process
