// Documents that take too much, and children that are killed.
#include <doctest/doctest.h>
#include <signal.h>
#include <time.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "engine/child/allocation.h"
#include "engine/child/running.h"
#include "engine/documents/pdf/plain_pdf.h"
#include "engine/documents/pdf/reader.h"

namespace reader_limits_test {

using namespace engine::documents::pdf;
using namespace std::chrono_literals;
using engine::Expected;
using engine::Reason;
using engine::child::can_limit_memory;
using engine::child::running_children;

namespace {

const std::string good = PlainPdf::lines({"The tide comes in."});

/// A good page, one that draws `leaf` a billion times, and another good one.
std::string with_endless_page(const std::string& leaf) {
  return PlainPdf()
      .add_forms_of_forms(9, leaf)
      .add_page(good)
      .add_page("/X0 Do")
      .add_page(good)
      .str();
}

const std::string endless = with_endless_page("0 0 m 9 9 l n");

engine::child::Deadline in(std::chrono::milliseconds time) {
  return std::chrono::steady_clock::now() + time;
}

/// Its second page has failed for this reason, the first is there; what became of the third?
Page third_page(const Expected<Document>& read, Reason reason) {
  REQUIRE_MESSAGE(read, (read ? "" : read.error().detail));
  REQUIRE(read->pages.size() == 3);
  CHECK(read->pages[0].text == "The tide comes in.");
  CHECK(read->pages[1].fate == Page::Fate::failed);
  CHECK(engine::to_string(read->pages[1].error.reason) == engine::to_string(reason));
  return read->pages[2];
}

void check_that_it_still_reads(Reader& reader) {
  const auto next = reader.read(PlainPdf().add_page(good).str(), {});
  REQUIRE_MESSAGE(next, (next ? "" : next.error().detail));
  CHECK(next->pages[0].text == "The tide comes in.");
}

pid_t only_child() {
  const auto children = running_children("prony_pdf");
  REQUIRE(children.size() == 1);
  return children[0];
}

std::chrono::milliseconds cpu_of(pid_t pid) {
  clockid_t clock{};
  timespec used{};
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0) return {};
  return std::chrono::milliseconds(used.tv_sec * 1'000 + used.tv_nsec / 1'000'000);
}

}  // namespace

TEST_CASE("at the deadline the finished pages are kept, and the next document is read") {
  Reader reader;
  check_that_it_still_reads(reader);
  const Page third = third_page(reader.read(endless, {}, in(300ms)), Reason::timed_out);
  CHECK(third.error.reason == Reason::timed_out);
  CHECK(running_children("prony_pdf").empty());
  check_that_it_still_reads(reader);
}

TEST_CASE("a deadline that has passed is no time at all") {
  Reader reader;
  const auto late = reader.read(endless, {}, in(-1ms));
  REQUIRE_FALSE(late);
  CHECK(late.error().reason == Reason::timed_out);
  check_that_it_still_reads(reader);
}

TEST_CASE("a child that is stopped is killed at the deadline") {
  Reader reader;
  check_that_it_still_reads(reader);
  const pid_t child = only_child();
  REQUIRE(kill(child, SIGSTOP) == 0);
  const auto late = reader.read(endless, {}, in(30ms));
  REQUIRE_FALSE(late);
  CHECK(late.error().reason == Reason::timed_out);
  CHECK(engine::child::is_dead(child));
  check_that_it_still_reads(reader);
}

TEST_CASE("no more CPU time is taken than may be") {
  Reader reader;
  const Page third = third_page(reader.read(endless, {.cpu = 100ms}), Reason::out_of_cpu);
  CHECK(third.error.reason == Reason::out_of_cpu);
  CHECK(third.error.detail.find("100 ms") != std::string::npos);
  check_that_it_still_reads(reader);
}

TEST_CASE("the CPU time of one document is not that of the next") {
  Reader reader;
  for (int i = 0; i < 3; ++i) {
    third_page(reader.read(endless, {.cpu = 60ms}), Reason::out_of_cpu);
  }
  for (int i = 0; i < 20; ++i) check_that_it_still_reads(reader);
}

TEST_CASE("no more memory is taken than may be, and the pages after that are read" *
          doctest::skip(!can_limit_memory)) {
  Reader reader;
  const std::string hoarder = with_endless_page(PlainPdf::lines({"Words without end, and more"}));
  const Limits limits{.memory_bytes = 12U << 20};
  const Page third = third_page(reader.read(hoarder, limits), Reason::out_of_memory);
  CHECK(third.text == "The tide comes in.");
  check_that_it_still_reads(reader);
}

TEST_CASE("a document that has no room in the memory itself is one that takes too much" *
          doctest::skip(!can_limit_memory)) {
  Reader reader;
  std::string large = PlainPdf().add_page(good).str();
  large.append(64U << 20, '\n');
  const auto read = reader.read(large, {.memory_bytes = 32U << 20});
  REQUIRE_FALSE(read);
  CHECK(read.error().reason == Reason::out_of_memory);
  check_that_it_still_reads(reader);
}

TEST_CASE("a child that was killed while idle costs no document") {
  Reader reader;
  check_that_it_still_reads(reader);
  for (int i = 0; i < 5; ++i) {
    const pid_t child = only_child();
    REQUIRE(kill(child, SIGKILL) == 0);
    engine::child::wait_until_dead(child);
    check_that_it_still_reads(reader);
  }
}

TEST_CASE("a page over which children are killed, time and again, has failed; the next is read") {
  Reader reader;
  check_that_it_still_reads(reader);
  const auto idle = cpu_of(only_child());
  std::thread killer([&] {
    // Each child when it has worked for so long that it must be at the endless page.
    std::set<pid_t> killed;
    while (killed.size() < 5) {
      for (const pid_t child : running_children("prony_pdf")) {
        if (cpu_of(child) > 2 * idle + 20ms && killed.insert(child).second) kill(child, SIGKILL);
      }
      std::this_thread::yield();
    }
  });
  const auto read = reader.read(endless, {.cpu = 20s});
  killer.join();
  CHECK(third_page(read, Reason::crashed).text == "The tide comes in.");
  check_that_it_still_reads(reader);
}

TEST_CASE("children killed in mid document cost no page, if not always over the same one") {
  // A page that takes a while, so that the kill comes in it and not before or after.
  PlainPdf pdf;
  pdf.add_forms_of_forms(2, "0 0 m 9 9 l n");
  for (int i = 0; i < 4; ++i) pdf.add_page("/X0 Do /X0 Do /X0 Do /X0 Do /X0 Do " + good);
  Reader reader;
  check_that_it_still_reads(reader);
  const pid_t first = only_child();
  const auto idle = cpu_of(first);
  std::thread killer([&] {
    while (cpu_of(first) < idle + 3ms) std::this_thread::yield();
    kill(first, SIGKILL);
  });
  const auto read = reader.read(pdf.str(), {});
  killer.join();
  REQUIRE_MESSAGE(read, (read ? "" : read.error().detail));
  CHECK(only_child() != first);
  for (const Page& page : read->pages) CHECK(page.text == "The tide comes in.");
}

TEST_CASE("readers in several threads don't get in each other's way") {
  const std::string bytes = PlainPdf().add_page(good).str();
  std::atomic<int> read{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      Reader reader;
      for (int k = 0; k < 5; ++k) read += reader.read(bytes, {}).has_value();
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(read == 15);
  CHECK(running_children("prony_pdf").empty());
}

}  // namespace reader_limits_test
