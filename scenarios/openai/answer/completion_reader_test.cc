#include "scenarios/openai/answer/completion_reader.h"

#include <doctest/doctest.h>

namespace completion_reader_test {

using namespace std::chrono_literals;
using harness::Instant;
using scenarios::http::Results;
using scenarios::openai::AnswerForm;
using scenarios::openai::AskedFor;
using scenarios::openai::CompletionReader;
using scenarios::openai::read_said;
using scenarios::openai::Said;
using scenarios::openai::TokenTally;

namespace {

const std::string tokens_of_three =
    "data: {\"choices\":[{\"text\":\"a\"}]}\n\n"
    "data: {\"choices\":[{\"text\":\"\"}]}\n\n"
    "data: {\"choices\":[{\"text\":\"b\"}]}\n\n"
    "data: {\"choices\":[{\"text\":\"c\",\"finish_reason\":\"length\"}]}\n\n"
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n"
    "data: [DONE]\n\n";

Instant at(std::int64_t ms) {
  return Instant(std::chrono::milliseconds(ms));
}

/// Reads streams, and answers about the last one.
struct Reading {
  TokenTally tally;
  AnswerForm form{.asked = [](const harness::Request&, AskedFor& into) { into.id = "x"; },
                  .tally = &tally};
  CompletionReader reader{form};
  std::string reason;
  Results results;

  void read(const std::vector<std::string_view>& pieces) {
    reason.clear();
    results.clear();
    reader.begin({});
    reader.end_header(true);
    std::int64_t ms = 0;
    for (const std::string_view piece : pieces) {
      ms += 10;
      if (reader.take(piece, at(ms))) continue;
      reason = reader.wrong().reason;
      return;
    }
    if (const auto wrong = reader.end(at(ms))) {
      reason = wrong->reason;
    } else {
      reader.take_results(results);
    }
  }
};

}  // namespace

TEST_CASE("the first text is the first result, and each later one's distance is a gap") {
  Reading reading;
  std::vector<std::string_view> pieces;
  const std::string_view all = tokens_of_three;
  for (std::size_t from = 0; from < all.size();) {
    const std::size_t end = all.find("\n\n", from) + 2;
    pieces.push_back(all.substr(from, end - from));
    from = end;
  }
  reading.read(pieces);
  CHECK(reading.reason.empty());
  CHECK(reading.results.first == at(10));
  CHECK(reading.results.gaps == std::vector<harness::Duration>{20ms, 10ms});
  CHECK(reading.results.units == 3);
}

TEST_CASE("texts that come in one piece have been there at one time") {
  Reading reading;
  reading.read({tokens_of_three});
  CHECK(reading.results.gaps == std::vector<harness::Duration>{0ms, 0ms});
}

TEST_CASE("a stream is the same wherever its bytes are cut, and one that is cut off is wrong") {
  Reading reading;
  const std::string_view all = tokens_of_three;
  for (std::size_t cut = 1; cut < all.size(); ++cut) {
    CAPTURE(cut);
    reading.read({all.substr(0, cut), all.substr(cut)});
    CHECK(reading.reason.empty());
    CHECK(reading.results.gaps.size() == 2);
    CHECK(reading.results.units == 3);
    reading.read({all.substr(0, cut)});
    CHECK(reading.reason == (cut + 1 < all.size() ? "stream without [DONE]" : reading.reason));
  }
}

TEST_CASE("nothing of one stream is left for the next") {
  Reading reading;
  reading.read({"data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: {\"cho"});
  CHECK(reading.reason == "stream without [DONE]");
  reading.read({tokens_of_three});
  CHECK(reading.reason.empty());
  CHECK(reading.results.units == 3);
  CHECK(reading.tally.answers == 3);
  CHECK(reading.tally.prompts == 7);
}

TEST_CASE("what an object says is found wherever its members stand, and nowhere else") {
  Said said;
  CHECK(read_said(R"({"usage":null,"text":"no","choices":[{"logprobs":{"text":"no","content":[)"
                  R"({"content":"no"}]},"index":0,"text":"yes"}],"error":null})",
                  said));
  CHECK(said.text == "yes");
  CHECK_FALSE(said.is_error);
  CHECK(read_said(R"({"choices":[{"message":{"content":"a","reasoning_content":"b"}}]})", said));
  CHECK(said.text == "ab");
  CHECK(read_said(R"({"error":{"message":"why","code":{"message":"no"}}})", said));
  CHECK(said.is_error);
  CHECK(said.error == "why");
  CHECK(read_said(R"({"error":"why"})", said));
  CHECK(said.is_error);
  CHECK(read_said(R"({"usage":{"completion_tokens":-1,"prompt_tokens":1e3}})", said));
  CHECK_FALSE(said.completion_tokens);
  CHECK_FALSE(said.prompt_tokens);
}

TEST_CASE("what is no object is none, however deep it is") {
  Said said;
  for (const char* const text :
       {"", "[]", "5", "null", "{", "{}}", R"({"a":1e999})", "{\"a\":\"\xFF\"}"}) {
    CAPTURE(text);
    CHECK_FALSE(read_said(text, said));
  }
  const std::string deep = "{\"choices\":" + std::string(100'000, '[');
  CHECK_FALSE(read_said(deep, said));
}

}  // namespace completion_reader_test
