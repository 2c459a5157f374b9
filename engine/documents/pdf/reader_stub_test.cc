// What becomes of a document when the child program is not what it should be: no poppler needed.
#include <doctest/doctest.h>

#include "engine/child/running.h"
#include "engine/child/script.h"
#include "engine/documents/pdf/reader.h"

namespace reader_stub_test {

using namespace engine::documents::pdf;
using engine::Expected;
using engine::Reason;
using engine::child::running_children;
using engine::child::say_frame;
using engine::child::Script;

namespace {

constexpr std::string_view bytes = "%PDF-";

std::string page(std::uint32_t number) {
  return say_frame(encode(NumberedPage{
      number, {.fate = Page::Fate::extracted, .text = "The tide comes in.", .error = {}}}));
}

std::string open(std::uint32_t pages) {
  return say_frame(encode(Opened{.pages = pages, .title = {}}));
}

/// What a child does that is ready and waits for a document: two frames.
std::string take_document() {
  const std::size_t request = 8 + encode(Request{}).size();
  return say_frame(greeting()) + "head -c " + std::to_string(request + 8 + bytes.size()) +
         " <&3 >/dev/null\n";
}

Expected<Document> read_with(const Script& script) {
  Reader reader(script.path());
  return reader.read(bytes, {});
}

}  // namespace

TEST_CASE("without the program a PDF's format is not supported, and the package is named") {
  const auto read = Reader(std::filesystem::path()).read(bytes, {});
  REQUIRE_FALSE(read);
  CHECK(read.error().reason == Reason::unsupported_format);
  CHECK(read.error().detail.find("libpoppler-cpp-dev") != std::string::npos);
  CHECK(read.error().detail.find('\n') == std::string::npos);
}

TEST_CASE("a program that is missing, or another, fails the document in one line") {
  for (const char* const program : {"no/such/prony_pdf", "/bin/true"}) {
    const auto read = Reader(program).read(bytes, {});
    REQUIRE_FALSE(read);
    CHECK(read.error().detail.find(program) != std::string::npos);
    CHECK(read.error().detail.find('\n') == std::string::npos);
  }
  const auto other = read_with(Script(say_frame("prony_pdf 0") + "read -r line <&3\n"));
  CHECK(other.error().reason == Reason::overloaded);
}

TEST_CASE("a child that answers as it should is believed") {
  const auto read =
      read_with(Script(take_document() + open(2) + page(0) + page(1) + say_frame(encode(Ended{}))));
  REQUIRE_MESSAGE(read, (read ? "" : read.error().detail));
  CHECK(read->pages.size() == 2);
}

TEST_CASE("a child that answers nonsense loses the document, not its pages before that") {
  const std::string begun = take_document() + open(3) + page(0);
  for (const std::string& nonsense :
       {say_frame("nonsense"), page(0), page(2), open(3), say_frame(encode(Ended{})),
        std::string("printf '\\377\\377\\377\\377\\377\\377\\377\\377' >&3\n")}) {
    const auto read = read_with(Script(begun + nonsense + "exec sleep 60\n"));
    REQUIRE_MESSAGE(read, (read ? "" : read.error().detail));
    REQUIRE(read->pages.size() == 3);
    CHECK(read->pages[0].fate == Page::Fate::extracted);
    for (const std::size_t lost : {1U, 2U}) {
      CHECK(read->pages[lost].fate == Page::Fate::failed);
      CHECK(read->pages[lost].error.reason == Reason::crashed);
    }
  }
  CHECK(running_children("sleep").empty());
}

TEST_CASE("what two children have died of has failed, by how they died") {
  const auto error_after = [](const std::string& end) {
    const auto read = read_with(Script(take_document() + open(2) + end));
    REQUIRE_FALSE(read);
    CHECK(read.error().detail.find("page 1: ") == 0);
    return read.error();
  };
  const auto crashed = error_after("kill -SEGV $$\n");
  CHECK(crashed.reason == Reason::crashed);
  CHECK_MESSAGE(crashed.detail.find("signal 11") != std::string::npos, crashed.detail);
  CHECK(error_after("exit 1\n").reason == Reason::crashed);
  CHECK(error_after("kill -PROF $$\n").reason == Reason::out_of_cpu);
  const auto full = error_after("exit 77\n");
  CHECK(full.reason == Reason::out_of_memory);
  CHECK(full.detail.find("MiB") != std::string::npos);
}

TEST_CASE("a child that says nothing is waited for until the deadline") {
  const Script silent(take_document() + open(2) + page(0) + "exec sleep 60\n");
  Reader reader(silent.path());
  const auto read =
      reader.read(bytes, {}, std::chrono::steady_clock::now() + std::chrono::milliseconds(200));
  if (read) {  // else the script was slower yet, and had not got that far
    CHECK(read->pages[1].error.reason == Reason::timed_out);
  } else {
    CHECK(read.error().reason == Reason::timed_out);
  }
  CHECK(running_children("sleep").empty());
}

}  // namespace reader_stub_test
