#include "engine/documents/pdf/message.h"

#include <doctest/doctest.h>

namespace message_test {

using namespace engine::documents::pdf;
using engine::Error;
using engine::Reason;

namespace {

NumberedPage extracted(std::uint32_t number, std::string text) {
  return {number, {.fate = Page::Fate::extracted, .text = std::move(text), .error = {}}};
}

/// That it comes back the same, and that no part of its frame says anything else by being cut.
void check_round_trip(const Answer& answer) {
  const std::string frame = encode(answer);
  const auto decoded = decode_answer(frame);
  REQUIRE(decoded);
  CHECK(decoded->index() == answer.index());
  CHECK(encode(*decoded) == frame);
}

}  // namespace

TEST_CASE("requests come back as they were sent") {
  const Request request{.limits = {.pages = 7,
                                   .text_bytes = 1ULL << 40,
                                   .cpu = std::chrono::milliseconds(1'500),
                                   .memory_bytes = 3ULL << 30},
                        .first_page = 5};
  const auto decoded = decode_request(encode(request));
  REQUIRE(decoded);
  CHECK(decoded->limits.pages == 7);
  CHECK(decoded->limits.text_bytes == 1ULL << 40);
  CHECK(decoded->limits.cpu == std::chrono::milliseconds(1'500));
  CHECK(decoded->limits.memory_bytes == 3ULL << 30);
  CHECK(decoded->first_page == 5);
  CHECK_FALSE(decode_request(encode(request) + "x"));
  CHECK_FALSE(decode_request(""));
  CHECK_FALSE(decode_request(encode(Request{.limits = {}, .first_page = most_pages + 1})));
}

TEST_CASE("answers come back as they were sent") {
  check_round_trip(Opened{.pages = 3, .title = "Tides"});
  check_round_trip(extracted(2, "The tide comes in.\n\nThe tide goes out."));
  check_round_trip(NumberedPage{1, {.fate = Page::Fate::empty, .text = {}, .error = {}}});
  check_round_trip(NumberedPage{
      0, {.fate = Page::Fate::failed, .text = {}, .error = {Reason::malformed, "no such page"}}});
  check_round_trip(Ended{});
  check_round_trip(Ended{Error{Reason::encrypted, "it needs a password"}});
}

TEST_CASE("what a child must not say is no answer") {
  CHECK_FALSE(decode_answer(""));
  CHECK_FALSE(decode_answer("z"));
  CHECK_FALSE(decode_answer("o"));
  CHECK_FALSE(decode_answer(encode(Opened{.pages = 0, .title = {}})));
  CHECK_FALSE(decode_answer(encode(Opened{.pages = most_pages + 1, .title = {}})));
  CHECK_FALSE(decode_answer(encode(Opened{.pages = 1, .title = std::string(201, 'x')})));
  CHECK_FALSE(decode_answer(encode(Opened{.pages = 1, .title = "\xFF"})));
  CHECK_FALSE(decode_answer(encode(extracted(most_pages, "text"))));
  CHECK_FALSE(decode_answer(encode(extracted(0, ""))));
  CHECK_FALSE(decode_answer(encode(extracted(0, " \n"))));
  CHECK_FALSE(decode_answer(encode(extracted(0, "half a character \xC3"))));
  CHECK_FALSE(decode_answer(encode(extracted(0, std::string("a\0b", 3)))));
  CHECK_FALSE(decode_answer(encode(extracted(0, std::string(max_page_bytes + 1, 'x')))));
  CHECK_FALSE(decode_answer(encode(Ended{Error{Reason::malformed, "two\nlines"}})));
  CHECK_FALSE(decode_answer(std::string("e\0\0\0\0text", 9)));
}

TEST_CASE("a child gives no reasons that are not its own to give") {
  for (const Reason reason :
       {Reason::timed_out, Reason::store_failed, Reason::crashed, static_cast<Reason>(200)}) {
    CHECK_FALSE(decode_answer(encode(Ended{Error{reason, "it says so"}})));
  }
}

}  // namespace message_test
