// What gzip packed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/expected.h"

struct z_stream_s;

namespace engine::documents::parse {

/// Do they begin as a gzip file does (RFC 1952, 2.3.1)?
bool is_gzip(std::string_view bytes);

/// Unpacks a gzip file that comes piece by piece. Its members, if there are several, are one text;
/// zeros behind the last are padding. Memory grows with what is really unpacked.
class Gunzip {
 public:
  explicit Gunzip(std::uint64_t most_unpacked);

  /// Errors: malformed (damaged, its check sums included; something else behind a member),
  /// too_large (more than `most_unpacked` bytes). After an error there is no more to add.
  Expected<void> add(std::string_view piece);

  /// Everything, when all is added. Errors: malformed (it is cut off).
  Expected<std::string> finish();

  /// What is unpacked so far.
  std::string_view bytes() const { return std::string_view(room_).substr(0, filled_); }

 private:
  struct End {
    void operator()(z_stream_s* stream) const;
  };

  Expected<void> add_member(std::string_view& piece);

  std::unique_ptr<z_stream_s, End> stream_;
  std::string room_;
  std::size_t filled_ = 0;  // bytes of it
  std::uint64_t most_;
  std::uint64_t members_ = 0;  // complete ones
  bool within_member_ = true;
  bool padding_ = false;  // zeros have come behind a member
};

/// The same of bytes that are all there.
Expected<std::string> gunzip(std::string_view bytes, std::uint64_t most_unpacked);

/// As much of the beginning as `bytes` gives, `most` bytes at most: of a file that is cut off or
/// damaged, too.
std::string gunzip_head(std::string_view bytes, std::size_t most);

}  // namespace engine::documents::parse
