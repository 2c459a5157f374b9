#include "engine/documents/pdf/reader.h"

#include <time.h>

#include <algorithm>
#include <utility>

namespace engine::documents::pdf {
namespace {

using child::Broken;
using child::Deadline;

constexpr std::chrono::seconds patience{10};    // for a new child to be ready
constexpr int attempts = 8;                     // to have a child for a document
constexpr unsigned most_deaths = 16;            // over one document
constexpr unsigned most_deaths_of_a_page = 2;   // before it is known that the page is what kills
constexpr unsigned most_kills_over_a_page = 5;  // which are not its fault
constexpr unsigned most_documents = 1'000;      // of one child, whatever poppler may leak

/// Poppler makes and forgets small things by the thousand a page: let glibc keep more than 7 of a
/// size at hand.
constexpr const char* allocator_setting = "GLIBC_TUNABLES=glibc.malloc.tcache_count=1000";

bool has_passed(Deadline deadline) {
  return deadline && *deadline <= std::chrono::steady_clock::now();
}

/// CPU time that a process has used since it began; nothing of one that is gone.
std::chrono::nanoseconds cpu_of(const child::Child& child) {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(child.pid(), &clock) != 0 || ::clock_gettime(clock, &used) != 0) {
    return {};
  }
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

/// The error in words that name the limit, where it was one.
Error worded(Error error, const Limits& limits) {
  if (error.reason == Reason::out_of_cpu) {
    error.detail = "it took more than " + std::to_string(limits.cpu.count()) + " ms of CPU time";
  } else if (error.reason == Reason::out_of_memory) {
    error.detail =
        "it took more than " + std::to_string(limits.memory_bytes >> 20) + " MiB of memory";
  } else if (error.reason == Reason::timed_out) {
    error.detail = "it was not done by its deadline";
  }
  return error;
}

/// Another child would come to the same end.
bool is_final(Reason reason) {
  return reason == Reason::timed_out || reason == Reason::out_of_cpu;
}

}  // namespace

Expected<Document> Reader::read(std::string_view bytes, const Limits& limits, Deadline deadline,
                                const OnPage& on_page) {
  if (program_.empty()) {
    return passing_failure(Reason::unsupported_format,
                           "Prony was built without poppler, so it reads no PDF: install "
                           "libpoppler-cpp-dev and build it again");
  }
  Reading reading(limits);
  Request request{.limits = limits, .first_page = 0};
  unsigned deaths = 0, deaths_of_page = 0;
  while (!reading.has_ended()) {
    if (const auto ready = be_ready(deadline); !ready) {
      reading.fail_rest(worded(ready.error(), limits));
      break;
    }
    const auto cpu_before = cpu_of(*child_);
    const auto loss = exchange(request, bytes, reading, deadline, on_page);
    if (!loss) break;
    const Error error = worded(loss->error, limits);
    deaths_of_page = reading.next_page() == request.first_page ? deaths_of_page + 1 : 1;
    request.limits.cpu -= std::chrono::ceil<std::chrono::milliseconds>(loss->cpu - cpu_before);
    if (is_final(error.reason) || ++deaths == most_deaths) {
      reading.fail_rest(error);
    } else if (request.limits.cpu.count() <= 0) {
      reading.fail_rest(worded({Reason::out_of_cpu, {}}, limits));
    } else if (deaths_of_page >=
               (loss->was_killed ? most_kills_over_a_page : most_deaths_of_a_page)) {
      reading.fail_next(error);
      deaths_of_page = 0;
    }
    request.first_page = reading.next_page();
    request.limits.text_bytes = reading.text_bytes_left();
  }
  return std::move(reading).finish();
}

Expected<void> Reader::be_ready(Deadline deadline) {
  if (documents_ >= most_documents) child_.reset();
  Error error;
  for (int i = 0; i < attempts; ++i) {
    if (has_passed(deadline)) return failure(Reason::timed_out, {});
    if (!child_) {
      // Whatever is wrong, it is not the document.
      if (const auto started = start_child(); !started) {
        return passing_failure(Reason::overloaded, started.error().detail);
      }
    }
    if (!greeted_) {
      if (const auto loss = greet(deadline)) {
        error = loss->error;
        continue;
      }
    }
    if (child::is_listening(child_->socket())) return {};
    error = lose_child("it ended while it had nothing to do").error;
  }
  if (has_passed(deadline)) return failure(Reason::timed_out, {});
  return passing_failure(Reason::overloaded, program_.string() + ": " + error.detail);
}

Expected<void> Reader::start_child() {
  auto child = child::Child::start(program_, allocator_setting);
  if (!child) return tl::unexpected(child.error());
  child_ = std::move(*child);
  greeted_ = false;
  documents_ = 0;
  return {};
}

std::optional<Reader::Loss> Reader::greet(Deadline deadline) {
  const auto latest = std::chrono::steady_clock::now() + patience;
  const auto said = child::receive_frame(child_->socket(), greeting().size(),
                                         deadline ? std::min(*deadline, latest) : latest);
  if (!said) return lose_child(said.error());
  if (*said != greeting()) return lose_child("its greeting is another version's");
  greeted_ = true;
  return std::nullopt;
}

std::optional<Reader::Loss> Reader::exchange(const Request& request, std::string_view bytes,
                                             Reading& reading, Deadline deadline,
                                             const OnPage& on_page) {
  const int socket = child_->socket();
  ++documents_;
  const std::string head = encode(request);
  for (const std::string_view frame : {std::string_view(head), bytes}) {
    const auto sent = child::send_frame(socket, frame, {}, deadline);
    if (!sent) return lose_child(sent.error());
  }
  reading.begin_child();
  while (!reading.has_ended()) {
    if (has_passed(deadline)) return lose_child(Broken::late);
    const auto frame = child::receive_frame(socket, max_answer_bytes, deadline);
    if (!frame) return lose_child(frame.error());
    auto answer = decode_answer(*frame);
    if (!answer || !reading.take(std::move(*answer))) return lose_child("its answer is nonsense");
    if (on_page) on_page(reading.next_page(), reading.pages());
  }
  return std::nullopt;
}

Reader::Loss Reader::lose_child(Broken why) {
  Loss loss = lose_child(child::to_string(why));
  if (why == Broken::late) loss.error.reason = Reason::timed_out;
  loss.was_killed = why == Broken::closed && loss.was_killed;
  return loss;
}

Reader::Loss Reader::lose_child(std::string_view why) {
  Loss loss{.error = {}, .cpu = cpu_of(*child_)};
  loss.error.detail = "the child process that read it: " + std::string(why) + "; " + child_->end();
  loss.error.reason = child_->why_it_ended();
  loss.was_killed = child_->was_killed();
  child_.reset();
  return loss;
}

}  // namespace engine::documents::pdf
