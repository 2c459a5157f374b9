#include "engine/documents/parse/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <new>

namespace engine::documents::parse {
namespace {

constexpr std::size_t step = 64 << 10;           // bytes of room made at once
constexpr int gzip_only = MAX_WBITS + 16;        // zlib.h: a gzip header, no other
constexpr std::size_t longest_input = 1U << 30;  // zlib counts in unsigned int

}  // namespace

bool is_gzip(std::string_view bytes) {
  return bytes.starts_with("\x1F\x8B\x08");
}

void Gunzip::End::operator()(z_stream_s* stream) const {
  inflateEnd(stream);
  delete stream;
}

Gunzip::Gunzip(std::uint64_t most_unpacked) : stream_(new z_stream_s{}), most_(most_unpacked) {
  if (inflateInit2(stream_.get(), gzip_only) != Z_OK) throw std::bad_alloc();
}

Expected<void> Gunzip::add(std::string_view piece) {
  while (!piece.empty()) {
    if (!within_member_) {
      const std::size_t zeros = std::min(piece.find_first_not_of('\0'), piece.size());
      padding_ = padding_ || zeros > 0;
      piece.remove_prefix(zeros);
      if (piece.empty()) return {};
      if (padding_) return failure(Reason::malformed, "something stands behind the packed bytes");
      if (inflateReset(stream_.get()) != Z_OK) throw std::bad_alloc();
      within_member_ = true;
    }
    std::string_view part = piece.substr(0, longest_input);
    const std::size_t before = part.size();
    if (auto added = add_member(part); !added) return added;
    piece.remove_prefix(before - part.size());
  }
  return {};
}

// Up to the end of a member, or of the piece, which is left holding what is behind.
Expected<void> Gunzip::add_member(std::string_view& piece) {
  z_stream_s& stream = *stream_;
  std::string_view rest = piece;
  for (;;) {
    if (room_.size() == filled_) room_.resize(filled_ + step);
    // zlib.h: next_in is only read.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));
    stream.avail_in = static_cast<uInt>(rest.size());
    stream.next_out = reinterpret_cast<Bytef*>(room_.data() + filled_);
    stream.avail_out = static_cast<uInt>(room_.size() - filled_);
    const int result = inflate(&stream, Z_NO_FLUSH);
    const bool full = stream.avail_out == 0;
    filled_ = room_.size() - stream.avail_out;
    rest.remove_prefix(rest.size() - stream.avail_in);
    if (filled_ > most_) return failure(Reason::too_large, "unpacked, it is more than may be");
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (result == Z_STREAM_END) {
      within_member_ = false;
      ++members_;
      break;
    }
    if (result != Z_OK && result != Z_BUF_ERROR) {
      return failure(Reason::malformed,
                     members_ == 0 ? "damaged gzip" : "something stands behind the packed bytes");
    }
    if (rest.empty() && !full) break;
  }
  piece = rest;
  return {};
}

Expected<std::string> Gunzip::finish() {
  if (within_member_) return failure(Reason::malformed, "gzip that is cut off");
  room_.resize(filled_);
  return std::move(room_);
}

Expected<std::string> gunzip(std::string_view bytes, std::uint64_t most_unpacked) {
  Gunzip gunzip(most_unpacked);
  return gunzip.add(bytes).and_then([&] { return gunzip.finish(); });
}

std::string gunzip_head(std::string_view bytes, std::size_t most) {
  constexpr std::size_t little = 512;  // packed bytes: not much more than `most` is unpacked
  Gunzip gunzip(std::uint64_t{1} << 30);
  while (!bytes.empty() && gunzip.bytes().size() < most) {
    if (!gunzip.add(bytes.substr(0, little))) break;
    bytes.remove_prefix(std::min(bytes.size(), little));
  }
  return std::string(gunzip.bytes().substr(0, most));
}

}  // namespace engine::documents::parse
