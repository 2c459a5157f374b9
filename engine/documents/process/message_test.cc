#include "engine/documents/process/message.h"

#include <doctest/doctest.h>

#include "engine/documents/parsed/budget.h"
#include "engine/documents/process/workbench.h"

namespace message_test {

using namespace engine::documents::process;
using namespace std::chrono_literals;
using engine::Reason;
using engine::documents::codec::Format;
using engine::documents::parsed::to_string;

namespace {

Reply reply_to(std::string_view text) {
  return Workbench({}).work({.format = engine::documents::parsed::Format::text, .bytes = text});
}

}  // namespace

TEST_CASE("settings come back as they went, and what contradicts itself does not") {
  const Settings settings{.codec = Format::json,
                          .chunks = {.bytes = 500, .overlap = 20},
                          .analysis = {.keywords = 7, .summary_sentences = 2},
                          .most_unpacked = 5'000'000'001};
  const auto back = decode_settings(encode(settings));
  REQUIRE(back);
  CHECK(back->codec == settings.codec);
  CHECK(back->chunks.bytes == 500);
  CHECK(back->chunks.overlap == 20);
  CHECK(back->analysis.keywords == 7);
  CHECK(back->analysis.summary_sentences == 2);
  CHECK(back->most_unpacked == 5'000'000'001);
  CHECK(back->analysis.ranked_sentences == settings.analysis.ranked_sentences);
  CHECK_FALSE(decode_settings(encode(settings) + "x"));
  CHECK_FALSE(decode_settings({}));
  CHECK_FALSE(decode_settings(encode(Settings{.chunks = {.bytes = 100, .overlap = 100}})));
}

TEST_CASE("jobs come back as they went") {
  for (const auto format : engine::documents::parsed::all_formats) {
    for (const bool fresh : {false, true}) {
      const engine::documents::parsed::Limits limits{
          .deadline = std::chrono::steady_clock::now(), .cpu = 5s, .parts = 7};
      const Job sent{.format = format,
                     .in_windows = !fresh,
                     .fresh_tools = fresh,
                     .limits = limits,
                     .bytes = {}};
      const std::string frame = encode_head(sent) + "The bytes.";
      const auto job = decode_job(frame);
      REQUIRE(job);
      CHECK(job->format == format);
      CHECK(job->in_windows == !fresh);
      CHECK(job->fresh_tools == fresh);
      CHECK(job->limits.deadline == limits.deadline);
      CHECK(job->limits.cpu == limits.cpu);
      CHECK_FALSE(job->limits.memory_bytes);
      CHECK(job->limits.parts == 7);
      CHECK(job->bytes == "The bytes.");
    }
  }
  CHECK_FALSE(decode_job("x"));
  const auto with = [](std::size_t i, char byte) {
    std::string frame = encode_head(Job{}) + "bytes";
    frame[i] = byte;
    return frame;
  };
  CHECK(decode_job(with(0, 1)));
  CHECK_FALSE(decode_job(with(0, 99)));
  CHECK_FALSE(decode_job(with(1, 2)));
  CHECK_FALSE(decode_job(with(2, 2)));
  CHECK_FALSE(decode_job(with(10, '\x80')));  // a deadline long before time began
}

TEST_CASE("replies come back as they went, in either format") {
  const Reply reply =
      reply_to("A reply has times. It has a content, too, and words for the index.");
  REQUIRE(reply.made);
  for (const Format format : {Format::json, Format::msgpack}) {
    const auto back = decode_reply(format, encode(format, reply));
    REQUIRE(back);
    REQUIRE(back->made);
    CHECK(back->made->content.parsed.text == reply.made->content.parsed.text);
    CHECK(back->made->content.chunks == reply.made->content.chunks);
    CHECK(back->made->content.analysis == reply.made->content.analysis);
    CHECK(back->made->stream == reply.made->stream);
    CHECK(back->times.parse == reply.times.parse);
    CHECK(back->times.chunk == reply.times.chunk);
    CHECK(back->times.analyse == reply.times.analyse);
  }
}

TEST_CASE("errors come back with their words, which are not endless") {
  const Reply refused = reply_to(" \n ");
  REQUIRE_FALSE(refused.made);
  const auto back = decode_reply(Format::msgpack, encode(Format::msgpack, refused));
  REQUIRE(back);
  REQUIRE_FALSE(back->made);
  CHECK(back->made.error().reason == Reason::empty);
  CHECK(back->made.error().detail == refused.made.error().detail);
  const Reply chatty{{}, engine::failure(Reason::malformed, std::string(1'000'000, 'x'))};
  const auto shorter = decode_reply(Format::msgpack, encode(Format::msgpack, chatty));
  REQUIRE(shorter);
  CHECK(shorter->made.error().detail.size() < max_detail_bytes);
}

TEST_CASE("what is no reply is refused: cut anywhere, absurd times, reasons that are not its own") {
  const std::string frame = encode(Format::msgpack, reply_to("A short document."));
  REQUIRE(decode_reply(Format::msgpack, frame));
  for (std::size_t length = 0; length < frame.size(); ++length) {
    CHECK_FALSE(decode_reply(Format::msgpack, std::string_view(frame).substr(0, length)));
  }
  CHECK_FALSE(decode_reply(Format::json, frame));
  std::string absurd = frame;
  absurd[8] = '\x7F';  // the parse time's highest byte
  CHECK_FALSE(decode_reply(Format::msgpack, absurd));
  absurd[8] = '\xFF';  // less than nothing
  CHECK_FALSE(decode_reply(Format::msgpack, absurd));
  const Reply foreign{{}, engine::failure(Reason::overloaded, "not a child's to say")};
  CHECK_FALSE(decode_reply(Format::msgpack, encode(Format::msgpack, foreign)));
}

}  // namespace message_test
