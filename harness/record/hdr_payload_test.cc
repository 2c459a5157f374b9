#include "harness/record/hdr_payload.h"

#include <doctest/doctest.h>

#include <limits>
#include <random>

#include "harness/record/hdr_packing.h"

namespace hdr_payload_test {

using namespace std::string_literals;
using harness::record::big_endian;
using harness::record::CountsHeader;
using harness::record::decode_hdr_payload;
using harness::record::encode_hdr_payload;
using harness::record::Histogram;
using harness::record::packed;
using harness::record::to_base64;

namespace {

std::string error_of(const std::string& base64) {
  const auto decoded = decode_hdr_payload(base64, -1);
  return decoded ? "no error" : decoded.error().message;
}

/// The number -n, n up to 64: a run of zeros, in one byte.
std::string zeros(int n) {
  return std::string(1, static_cast<char>(2 * n - 1));
}

}  // namespace

TEST_CASE("a payload written by hdr-histogram-js 3.0.1 reads as what was recorded there") {
  const auto read = decode_hdr_payload(
      "HISTFAAAADV4nJNpmSzMwMDAz8DAwMjAwMDMAAGMDAzMbgY7FjDA+EwMTCf5md7PY7zB8nw7IxMAmgUIFg==", -1);
  REQUIRE(read.has_value());
  CHECK(read->count() == 304);
  CHECK(read->count_in(0) == 1);
  CHECK(read->count_in(2) == 1);
  CHECK(read->count_in(1'000) == 1);
  CHECK(read->count_in(Histogram::bucket_of(1'000'000)) == 300);
  CHECK(read->count_in(Histogram::bucket_of(3'000'000'000)) == 1);
  CHECK(read->quantile(0.5) == 1'000'447);  // what that library says itself
  CHECK(read->mean() == doctest::Approx(10'855'376.769736841).epsilon(1e-12));
}

TEST_CASE("the counts are zigzag LEB128 numbers, runs of zeros negative ones") {
  // Known answers, by hand: 64 is 128 zigzag, so 0x80 0x01; -2 is 3; a single zero is 0.
  Histogram histogram;
  histogram.record(0, 64);
  histogram.record(3);
  histogram.record(5);
  const auto expected = packed({}, "\x80\x01\x03\x02\x00\x02"s);
  const auto read = decode_hdr_payload(expected, -1);
  REQUIRE(read.has_value());
  CHECK(read->count() == 66);
  CHECK(read->count_in(0) == 64);
  CHECK(read->count_in(3) == 1);
  CHECK(read->count_in(5) == 1);
  CHECK(encode_hdr_payload(histogram) == expected);
}

TEST_CASE("counts of every length come back") {
  Histogram histogram;
  std::uint64_t count = 1;
  for (std::int64_t value = 1; count < std::uint64_t{1} << 62; value *= 2, count = count * 3 + 1) {
    histogram.record(value, count);
  }
  histogram.record(Histogram::highest_trackable, std::uint64_t{1} << 62);
  const auto read = decode_hdr_payload(encode_hdr_payload(histogram), -1);
  REQUIRE(read.has_value());
  CHECK(read->count() == histogram.count());
  for (std::size_t bucket = 0; bucket < Histogram::buckets(); ++bucket) {
    REQUIRE(read->count_in(bucket) == histogram.count_in(bucket));
  }
}

TEST_CASE("the highest value is exact if it is told and lies in the highest bucket") {
  Histogram histogram;
  histogram.record(1'000'003);
  histogram.record(1);
  const std::string payload = encode_hdr_payload(histogram);
  const std::int64_t highest_in_bucket = Histogram::highest_in(Histogram::bucket_of(1'000'003));
  CHECK(decode_hdr_payload(payload, 1'000'003)->max() == 1'000'003);
  CHECK(decode_hdr_payload(payload, -1)->max() == highest_in_bucket);
  CHECK(decode_hdr_payload(payload, 5)->max() == highest_in_bucket);
  CHECK(decode_hdr_payload(payload, 2'000'000'000)->max() == highest_in_bucket);
  CHECK(decode_hdr_payload(payload, std::numeric_limits<std::int64_t>::max())->max() ==
        highest_in_bucket);
}

TEST_CASE("an hour, and nothing at all, come back") {
  Histogram histogram;
  CHECK(decode_hdr_payload(encode_hdr_payload(histogram), -1)->count() == 0);
  histogram.record(Histogram::highest_trackable);
  const auto read = decode_hdr_payload(encode_hdr_payload(histogram), -1);
  CHECK(read->count() == 1);
  CHECK(read->max() == Histogram::highest_trackable);
}

TEST_CASE("a header that is not ours is refused") {
  CHECK(error_of(packed({}, "\x02")) == "no error");
  CHECK(error_of(packed({.offset = 1, .ratio = 1}, "\x02")) == "no error");  // hdr-histogram-js
  CHECK(error_of(packed({.cookie = 0x1c849308}, "\x02")) ==
        "not a histogram in HdrHistogram's V2 encoding");
  CHECK(error_of(packed({.digits = 2}, "\x02")) ==
        "the histogram has 2 significant digits of units of 1, not 3 of 1");
  CHECK(error_of(packed({.unit = 1'000}, "\x02")) ==
        "the histogram has 3 significant digits of units of 1000, not 3 of 1");
  CHECK(error_of(packed({.offset = 7}, "\x02")) == "the histogram's values are scaled or shifted");
  CHECK(error_of(packed({.ratio = 0}, "\x02")) == "the histogram's values are scaled or shifted");
  CHECK(error_of(packed("short")) == "the histogram is cut short");
  CHECK(error_of(packed(big_endian(0x1c849313, 4) + big_endian(1'000, 4) + big_endian(3, 8) +
                        big_endian(1, 8) + big_endian(9, 8) +
                        big_endian(CountsHeader().ratio, 8))) == "the histogram is cut short");
}

TEST_CASE("counts that can't be are refused") {
  CHECK(error_of(packed({}, "\x80"s)) == "the histogram's last count is cut short");
  const std::string minus_2_to_63(9, '\xff');
  CHECK(error_of(packed({}, minus_2_to_63)) == "the histogram has too many counts");
  const std::string most = "\xfe"s + std::string(8, '\xff');  // 2^63 - 1
  CHECK(error_of(packed({}, most)) == "no error");
  CHECK(error_of(packed({}, most + "\x02")) == "the counts add up to more than 2^63");

  std::string hour;  // runs of 64 zeros up to the last bucket, and one more
  for (std::size_t bucket = 0; bucket + 64 <= Histogram::buckets(); bucket += 64) hour += zeros(64);
  const int rest = static_cast<int>(Histogram::buckets() % 64);
  CHECK(error_of(packed({}, hour + zeros(rest) + "\x02")) == "a value lies above one hour");
  CHECK(error_of(packed({}, hour + zeros(rest - 1) + "\x02")) == "no error");
  CHECK(error_of(packed({}, hour + hour)) == "the histogram has too many counts");
  CHECK(error_of(packed({}, hour + zeros(64))) == "no error");  // others reach further than we
}

TEST_CASE("what inflates to more than any histogram is refused") {
  CHECK(error_of(packed({}, std::string(4 << 20, '\0'))) == "the histogram is too long");
  CHECK(error_of(std::string(2 << 20, 'A')) == "the histogram is too long");
}

TEST_CASE("what is not base64, or not a payload, is refused") {
  for (const char* text : {"", "A", "AAA", "AA=A", "A===", "====", "AAA AAAA", " AAAA", "AAAA\n"}) {
    CAPTURE(text);
    CHECK(error_of(text) == "the histogram is not base64");
  }
  CHECK(error_of(to_base64("no cookie")) ==
        "not a histogram in HdrHistogram's V2 compressed encoding");
  CHECK(error_of(to_base64(big_endian(0x1c849314, 4) + big_endian(100, 4) + "abc")) ==
        "the histogram is cut short");
  CHECK(error_of(to_base64(big_endian(0x1c849314, 4) + big_endian(3, 4) + "abc")) ==
        "the histogram's compressed data is damaged");
}

TEST_CASE("no payload that lost its end is taken for whole") {
  Histogram histogram;
  std::mt19937_64 random(1);
  for (int i = 0; i < 100; ++i) histogram.record(static_cast<std::int64_t>(random() % 10'000'000));
  const std::string whole = encode_hdr_payload(histogram);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    REQUIRE_FALSE(decode_hdr_payload(std::string_view(whole).substr(0, size), -1).has_value());
  }
}

}  // namespace hdr_payload_test
