#include "harness/record/hdr_payload.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace harness::record {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint32_t counts_cookie = 0x1c849303;
constexpr std::uint32_t compressed_cookie = 0x1c849304;
constexpr std::uint32_t cookie_flags = 0xf0;  // not part of what a cookie identifies
constexpr std::uint32_t leb128_flag = 0x10;
constexpr std::size_t counts_header_size = 40;
constexpr std::size_t longest_number = 9;
constexpr std::size_t largest_inflated = std::size_t{512} << 10;
static_assert(largest_inflated > counts_header_size + Histogram::buckets() * longest_number);
constexpr std::size_t largest_compressed = largest_inflated + 1024;
constexpr std::size_t largest_base64 = (largest_compressed + 2) / 3 * 4;
// Other tools' histograms reach up to 2^63 with 1,024 buckets to each doubling.
constexpr std::size_t any_bucket = 64 * 1024;

void put(Bytes& out, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

/// Seven bits a byte, lowest first; a ninth byte, if there is one, carries eight.
void put_zigzag(Bytes& out, std::int64_t number) {
  auto value = (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63);
  for (std::size_t i = 1; i < longest_number && value > 0x7f; ++i, value >>= 7) {
    out.push_back(static_cast<std::uint8_t>(value | 0x80));
  }
  out.push_back(static_cast<std::uint8_t>(value));
}

/// Takes numbers off the front of bytes from outside; a number that isn't all there is nullopt.
class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  std::span<const std::uint8_t> rest() const { return rest_; }

  std::optional<std::uint64_t> big_endian(std::size_t bytes) {
    if (rest_.size() < bytes) return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value = value << 8 | rest_[i];
    rest_ = rest_.subspan(bytes);
    return value;
  }

  std::optional<std::int64_t> zigzag() {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < longest_number && i < rest_.size(); ++i) {
      const bool last = i + 1 == longest_number || rest_[i] < 0x80;
      const std::uint64_t bits = i + 1 == longest_number ? rest_[i] : rest_[i] & 0x7f;
      value |= bits << (7 * i);
      if (!last) continue;
      rest_ = rest_.subspan(i + 1);
      return static_cast<std::int64_t>(value >> 1 ^ (0 - (value & 1)));
    }
    return std::nullopt;
  }

 private:
  std::span<const std::uint8_t> rest_;
};

Bytes counts_of(const Histogram& histogram) {
  Bytes out;
  const std::size_t end = histogram.count() == 0 ? 0 : Histogram::bucket_of(histogram.max()) + 1;
  for (std::size_t bucket = 0; bucket < end;) {
    const std::size_t start = bucket;
    while (bucket < end && histogram.count_in(bucket) == 0) ++bucket;
    const auto zeros = static_cast<std::int64_t>(bucket - start);
    if (zeros > 0) put_zigzag(out, zeros == 1 ? 0 : -zeros);
    if (bucket < end) put_zigzag(out, static_cast<std::int64_t>(histogram.count_in(bucket++)));
  }
  return out;
}

Expected<Bytes> from_base64(std::string_view text) {
  if (text.size() > largest_base64) return failure("the histogram is too long");
  const std::size_t padding = text.size() - std::min(text.find_last_not_of('=') + 1, text.size());
  const bool whole = !text.empty() && text.size() % 4 == 0 && padding <= 2 &&
                     text.substr(0, text.size() - padding)
                             .find_first_not_of(
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                 "0123456789+/") == std::string_view::npos;
  if (!whole) return failure("the histogram is not base64");
  Bytes out(text.size() / 4 * 3);
  const int size = EVP_DecodeBlock(out.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (size < 0) return failure("the histogram is not base64");
  out.resize(out.size() - padding);
  return out;
}

Expected<Bytes> inflated(std::span<const std::uint8_t> compressed) {
  Reader reader(compressed);
  const auto cookie = reader.big_endian(4);
  const auto length = reader.big_endian(4);
  if (!cookie || !length || (*cookie & ~cookie_flags) != compressed_cookie) {
    return failure("not a histogram in HdrHistogram's V2 compressed encoding");
  }
  if (*length > reader.rest().size()) return failure("the histogram is cut short");
  Bytes out(largest_inflated);
  uLongf size = out.size();
  const int status = uncompress(out.data(), &size, reader.rest().data(), *length);
  if (status == Z_BUF_ERROR) return failure("the histogram is too long");
  if (status != Z_OK) return failure("the histogram's compressed data is damaged");
  out.resize(size);
  return out;
}

/// Leaves the reader at the counts.
Expected<void> read_counts_header(Reader& reader) {
  const auto cookie = reader.big_endian(4);
  const auto length = reader.big_endian(4);
  const auto offset = reader.big_endian(4);
  const auto digits = reader.big_endian(4);
  const auto unit = reader.big_endian(8);
  reader.big_endian(8);  // the highest trackable value: the counts themselves tell what we need
  const auto ratio = reader.big_endian(8);
  if (!ratio) return failure("the histogram is cut short");
  if ((*cookie & ~cookie_flags) != counts_cookie) {
    return failure("not a histogram in HdrHistogram's V2 encoding");
  }
  if (*digits != Histogram::significant_digits || *unit != 1) {
    return failure(
        fmt::format("the histogram has {} significant digits of units of {}, not {} of 1", *digits,
                    *unit, Histogram::significant_digits));
  }
  // hdr-histogram-js writes an offset of 1 without meaning it, and the ratio as a whole number.
  const bool plain = *offset == 0 && *ratio == std::bit_cast<std::uint64_t>(1.0);
  const bool plain_from_js = *offset == 1 && *ratio == 1;
  if (!plain && !plain_from_js) return failure("the histogram's values are scaled or shifted");
  if (*length > reader.rest().size()) return failure("the histogram is cut short");
  reader = Reader(reader.rest().first(*length));
  return {};
}

Expected<Histogram> read_counts(Reader reader, std::int64_t known_max) {
  Histogram histogram;
  const std::size_t bucket_of_max = known_max >= 0 && known_max <= Histogram::highest_trackable
                                        ? Histogram::bucket_of(known_max)
                                        : any_bucket;
  constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  for (std::size_t bucket = 0; !reader.rest().empty();) {
    const auto number = reader.zigzag();
    if (!number) return failure("the histogram's last count is cut short");
    const std::uint64_t zeros = *number < 0    ? 0 - static_cast<std::uint64_t>(*number)
                                : *number == 0 ? 1
                                               : 0;
    if (zeros > any_bucket - bucket) return failure("the histogram has too many counts");
    bucket += zeros;
    if (zeros > 0) continue;
    if (bucket >= Histogram::buckets()) return failure("a value lies above one hour");
    const auto count = static_cast<std::uint64_t>(*number);
    if (count > most - histogram.count()) return failure("the counts add up to more than 2^63");
    const std::int64_t highest = bucket == bucket_of_max ? known_max
                                                         : std::min(Histogram::highest_in(bucket),
                                                                    Histogram::highest_trackable);
    histogram.record_between(Histogram::lowest_in(bucket), highest, count);
    ++bucket;
  }
  return histogram;
}

}  // namespace

std::string encode_hdr_payload(const Histogram& histogram) {
  const Bytes counts = counts_of(histogram);
  Bytes plain;
  put(plain, counts_cookie | leb128_flag, 4);
  put(plain, counts.size(), 4);
  put(plain, 0, 4);  // the offset of the first count
  put(plain, Histogram::significant_digits, 4);
  put(plain, 1, 8);  // the unit, in nanoseconds
  put(plain, Histogram::highest_trackable, 8);
  put(plain, std::bit_cast<std::uint64_t>(1.0), 8);  // the ratio of values to doubles
  plain.insert(plain.end(), counts.begin(), counts.end());

  Bytes zipped(compressBound(plain.size()));
  uLongf zipped_size = zipped.size();
  compress(zipped.data(), &zipped_size, plain.data(), plain.size());

  Bytes whole;
  put(whole, compressed_cookie | leb128_flag, 4);
  put(whole, zipped_size, 4);
  whole.insert(whole.end(), zipped.begin(),
               zipped.begin() + static_cast<std::ptrdiff_t>(zipped_size));

  Bytes text((whole.size() + 2) / 3 * 4 + 1);
  EVP_EncodeBlock(text.data(), whole.data(), static_cast<int>(whole.size()));
  return {text.begin(), text.end() - 1};
}

Expected<Histogram> decode_hdr_payload(std::string_view base64, std::int64_t known_max) {
  return from_base64(base64).and_then(inflated).and_then(
      [known_max](const Bytes& plain) -> Expected<Histogram> {
        Reader reader(plain);
        return read_counts_header(reader).and_then([&] { return read_counts(reader, known_max); });
      });
}

}  // namespace harness::record
