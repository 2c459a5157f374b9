#include "engine/documents/process/outworker.h"

#include <doctest/doctest.h>
#include <signal.h>

#include <filesystem>

#include "engine/child/allocation.h"
#include "engine/child/running.h"
#include "engine/child/script.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/budget.h"
#include "engine/documents/process/program.h"

namespace outworker_test {

using engine::Reason;
using engine::child::running_children;
using engine::child::Script;
using engine::documents::parsed::Format;
using engine::documents::process::Outworker;
using engine::documents::process::worker_program;

namespace {

Outworker start_one() {
  auto started = Outworker::start(1, {}, worker_program());
  REQUIRE_MESSAGE(started, (started ? "" : started.error().detail));
  return std::move(started->front());
}

std::string refusal(const std::filesystem::path& program) {
  const auto started = Outworker::start(2, {}, program);
  REQUIRE_FALSE(started);
  CHECK(started.error().reason == Reason::internal);
  CHECK(started.error().detail.find(program.string()) != std::string::npos);
  CHECK(started.error().detail.find('\n') == std::string::npos);
  CHECK(running_children("prony_worker").empty());
  return started.error().detail;
}

}  // namespace

TEST_CASE("a child answers as a parser, a chunker and an analyser in the same process would") {
  Outworker outworker = start_one();
  const std::string page = "# Tides\n\nThe tide comes in twice a day. The moon pulls at it.";
  const auto reply = outworker.work(Format::markdown, page);
  REQUIRE(reply);
  REQUIRE(reply->made);
  auto parsed = engine::documents::parse::Parser().parse(Format::markdown, page);
  REQUIRE(parsed);
  auto analysis = *engine::documents::analyse::Analyser().analyse(*parsed);
  const auto& content = reply->made->content;
  CHECK(content.parsed.title == "Tides");
  CHECK(content.parsed.text == parsed->text);
  CHECK(content.chunks == engine::documents::chunk::split(*parsed, {}));
  CHECK(reply->made->stream == analysis.stream);
  CHECK(reply->made->stream.tokens.size() > 5);
  analysis.stream = {};
  CHECK(content.analysis == analysis);
  CHECK(reply->times.parse.count() > 0);
  CHECK(reply->times.analyse.count() > 0);
}

TEST_CASE("a document's own error comes back, and the child stays") {
  Outworker outworker = start_one();
  const auto before = running_children("prony_worker");
  const auto reply = outworker.work(Format::markdown, "   \n\n");
  REQUIRE(reply);
  REQUIRE_FALSE(reply->made);
  CHECK(reply->made.error().reason == Reason::empty);
  outworker.renew_tools();
  CHECK(outworker.work(Format::text, "Still here.")->made);
  CHECK(running_children("prony_worker") == before);
}

TEST_CASE("a document longer than a socket holds goes there and back") {
  Outworker outworker = start_one();
  std::string text;
  while (text.size() < 3'000'000) text += "Number " + std::to_string(text.size()) + " it is.\n\n";
  const auto reply = outworker.work(Format::text, text);
  REQUIRE(reply);
  REQUIRE(reply->made);
  CHECK(reply->made->content.parsed.text.size() > 2'000'000);
}

TEST_CASE("a child that was killed while idle costs no document") {
  Outworker outworker = start_one();
  for (int i = 0; i < 5; ++i) {
    const auto children = running_children("prony_worker");
    REQUIRE(children.size() == 1);
    REQUIRE(kill(children[0], SIGKILL) == 0);
    engine::child::wait_until_dead(children[0]);
    const auto reply = outworker.work(Format::text, "The next document.");
    REQUIRE(reply);
    CHECK(reply->made);
  }
}

TEST_CASE("a child that does not answer by the deadline is killed and replaced") {
  Outworker outworker = start_one();
  const auto children = running_children("prony_worker");
  REQUIRE(children.size() == 1);
  REQUIRE(kill(children[0], SIGSTOP) == 0);
  const auto late = outworker.work(
      Format::text, "Too late.", false,
      {.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(20)});
  REQUIRE_FALSE(late);
  CHECK(late.error().reason == Reason::timed_out);
  CHECK(late.error().detail.find("in time") != std::string::npos);
  CHECK(late.error().detail.find("killed by signal 9") != std::string::npos);
  const auto reply = outworker.work(Format::text, "In time.");
  REQUIRE(reply);
  CHECK(reply->made);
}

TEST_CASE("a document ends at its limits, and the child goes on where it kept to them") {
  Outworker outworker = start_one();
  const auto children = running_children("prony_worker");
  std::string text;
  for (int i = 0; i < 40'000; ++i) {
    text += "Word" + std::to_string(i) + " stands in paragraph " + std::to_string(i) + ".\n\n";
  }
  const auto refusal_of = [&](const engine::documents::parsed::Limits& limits) {
    const auto reply = outworker.work(Format::text, text, false, limits);
    if (!reply) return reply.error().reason;
    REQUIRE_FALSE(reply->made);
    return reply->made.error().reason;
  };
  CHECK(refusal_of({.deadline = std::chrono::steady_clock::now()}) == Reason::timed_out);
  CHECK(refusal_of({.cpu = std::chrono::nanoseconds(1)}) == Reason::out_of_cpu);
  CHECK(refusal_of({.memory_bytes = 100'000}) == Reason::out_of_memory);
  CHECK(running_children("prony_worker") == children);
  // Its text would fit, but not what is made of it: that the child need not survive.
  if (engine::child::can_limit_memory) {
    CHECK(refusal_of({.memory_bytes = 6'000'000}) == Reason::out_of_memory);
  }
  const auto reply =
      outworker.work(Format::text, text, false,
                     {.deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1),
                      .cpu = std::chrono::minutes(1),
                      .memory_bytes = 1ULL << 30});
  REQUIRE(reply);
  CHECK(reply->made);
}

TEST_CASE("a child that is to be lost dies of its next document, and only of that") {
  Outworker outworker = start_one();
  outworker.lose_next();
  const auto lost = outworker.work(Format::text, "Lost.");
  REQUIRE_FALSE(lost);
  CHECK(lost.error().reason == Reason::crashed);
  CHECK(lost.error().may_pass);
  CHECK(outworker.work(Format::text, "Not lost."));
}

TEST_CASE("a program that is missing, no program, or another is refused in one line") {
  CHECK(refusal("no/such/prony_worker").find("No such file") != std::string::npos);
  CHECK(refusal(std::filesystem::current_path()).find("ermission") != std::string::npos);
  CHECK(refusal("/bin/true").find("exited with status 0") != std::string::npos);
  refusal(Script("exit 7\n").path());
  refusal(Script("echo nonsense that is long enough for the length of a frame >&3\n").path());
  refusal(Script("printf '\\005\\0\\0\\0\\0\\0\\0\\0hello' >&3; read -r line <&3\n").path());
  refusal(Script("kill -SEGV $$\n").path());
}

TEST_CASE("a program that greets and then answers nonsense fails each document, and no more") {
  const std::string greeting = engine::documents::process::greeting();
  char length[5];
  std::snprintf(length, sizeof length, "\\%03o", static_cast<unsigned>(greeting.size()));
  const Script parrot("head -c 32 <&3 >/dev/null; printf '" + std::string(length) +
                      "\\0\\0\\0\\0\\0\\0\\0" + greeting +
                      "' >&3; head -c 43 <&3 >/dev/null\n"
                      "printf '\\003\\0\\0\\0\\0\\0\\0\\0abc' >&3; exec sleep 60\n");
  auto started = Outworker::start(1, {}, parrot.path());
  REQUIRE_MESSAGE(started, (started ? "" : started.error().detail));
  for (int i = 0; i < 5; ++i) {
    const auto reply = started->front().work(Format::text, "A document.");
    REQUIRE_FALSE(reply);
    CHECK(reply.error().reason == Reason::crashed);
    CHECK(reply.error().detail.find("nonsense") != std::string::npos);
  }
}

}  // namespace outworker_test
