// For tests and fuzzing: zip files made byte by byte, sound ones and others.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::archive {

/// An entry as it is to stand in the file.
struct TestEntry {
  std::string name;
  std::string bytes;
  bool deflated = false;
  std::uint16_t flags = 0;    // bit 0: encrypted
  std::int64_t size_lie = 0;  // added to the unpacked size that the headers state
};

/// Writes as APPNOTE.TXT 4.3 has it, without dates.
class TestZip {
 public:
  void add(const TestEntry& entry) {
    const std::string packed = entry.deflated ? deflated(entry.bytes) : entry.bytes;
    const auto* const plain = reinterpret_cast<const Bytef*>(entry.bytes.data());
    std::string about;  // what both headers say
    put(about, 20, 2);
    put(about, entry.flags, 2);
    put(about, entry.deflated ? 8 : 0, 2);
    put(about, 0x00210000, 4);  // the first of January 1980
    put(about, ::crc32(0, plain, static_cast<uInt>(entry.bytes.size())), 4);
    put(about, packed.size(), 4);
    put(about, entry.bytes.size() + static_cast<std::uint64_t>(entry.size_lie), 4);
    put(about, entry.name.size(), 2);
    put(about, 0, 2);
    const std::size_t at = file_.size();
    file_ += "PK\x03\x04" + about + entry.name + packed;
    directory_ += std::string("PK\x01\x02") + '\x14' + '\0' + about;
    put(directory_, 0, 2 + 2 + 2 + 4);
    put(directory_, at, 4);
    directory_ += entry.name;
    ++entries_;
  }

  /// The whole file; `announced` entries, or as many as there are.
  std::string finish(int announced = -1) const {
    std::string end = "PK\x05\x06";
    const auto count = static_cast<std::uint64_t>(announced < 0 ? entries_ : announced);
    put(end, 0, 4);
    put(end, count, 2);
    put(end, count, 2);
    put(end, directory_.size(), 4);
    put(end, file_.size(), 4);
    put(end, 0, 2);
    return file_ + directory_ + end;
  }

 private:
  static void put(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
      out += static_cast<char>(i < 8 ? value >> (8 * i) & 0xFF : 0);
    }
  }

  static std::string deflated(const std::string& bytes) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    std::string input = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    ::deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
  }

  std::string file_;
  std::string directory_;
  int entries_ = 0;
};

inline std::string zip_of(const std::vector<TestEntry>& entries) {
  TestZip zip;
  for (const TestEntry& entry : entries) zip.add(entry);
  return zip.finish();
}

/// A zip file of texts: each begins behind a line "=== its name" and ends before the newline in
/// front of the next such line. So a fuzzer reaches what is inside, behind all check sums.
inline std::string zip_of_listing(std::string_view listing) {
  constexpr std::string_view mark = "=== ";
  TestZip zip;
  while (listing.starts_with(mark)) {
    listing.remove_prefix(mark.size());
    const std::size_t line = listing.find('\n');
    const std::string name(listing.substr(0, line));
    listing.remove_prefix(line == std::string_view::npos ? listing.size() : line + 1);
    const std::size_t next = listing.starts_with(mark) ? 0 : listing.find("\n=== ");
    zip.add({.name = name.substr(0, 0xFFFF), .bytes = std::string(listing.substr(0, next))});
    if (next == std::string_view::npos) break;
    listing.remove_prefix(listing.starts_with(mark) ? 0 : next + 1);
  }
  return zip.finish();
}

}  // namespace engine::archive
