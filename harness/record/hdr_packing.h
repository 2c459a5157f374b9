// For tests: wraps any bytes as a payload of an HdrHistogram log, right or wrong ones.
#pragma once

#include <openssl/evp.h>
#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace harness::record {

inline std::string big_endian(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<char>(value >> (8 * i)));
  return out;
}

inline std::string to_base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  out.pop_back();
  return out;
}

/// `plain` (a header of 40 bytes and the counts) in the wrapping that every payload has.
inline std::string packed(std::string_view plain) {
  std::vector<Bytef> zipped(compressBound(plain.size()));
  uLongf size = zipped.size();
  compress(zipped.data(), &size, reinterpret_cast<const Bytef*>(plain.data()), plain.size());
  return to_base64(big_endian(0x1c849314, 4) + big_endian(size, 4) +
                   std::string(zipped.begin(), zipped.begin() + static_cast<std::ptrdiff_t>(size)));
}

/// What the header of a histogram says; as it is here, one that is right.
struct CountsHeader {
  std::uint64_t cookie = 0x1c849313;
  std::uint64_t offset = 0;
  std::uint64_t digits = 3;
  std::uint64_t unit = 1;
  std::uint64_t ratio = 0x3ff0000000000000;  // 1.0
};

inline std::string packed(const CountsHeader& header, std::string_view counts) {
  return packed(big_endian(header.cookie, 4) + big_endian(counts.size(), 4) +
                big_endian(header.offset, 4) + big_endian(header.digits, 4) +
                big_endian(header.unit, 8) + big_endian(3'600'000'000'000, 8) +
                big_endian(header.ratio, 8) + std::string(counts));
}

}  // namespace harness::record
