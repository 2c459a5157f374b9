// Bytes that come piece by piece.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/expected.h"

namespace engine::documents::parsed {

/// A document's bytes, from the beginning to the end, as often as they are wanted.
class Source {
 public:
  virtual ~Source() = default;

  /// The next piece, which lasts until the next call; empty at the end, and only there.
  virtual Expected<std::string_view> next() = 0;

  /// Back to the beginning.
  virtual void rewind() = 0;

  /// How many bytes there are in all.
  virtual std::uint64_t size() const = 0;
};

/// Bytes that are all there, in pieces that are equally long but for the last.
class EvenSource final : public Source {
 public:
  EvenSource(std::string_view bytes, std::size_t piece) : bytes_(bytes), piece_(piece) {}

  Expected<std::string_view> next() override {
    const std::string_view piece = bytes_.substr(at_, piece_);
    at_ += piece.size();
    return piece;
  }
  void rewind() override { at_ = 0; }
  std::uint64_t size() const override { return bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

/// All of it. Errors: the source's.
Expected<std::string> gathered(Source& source);

/// The same bytes without the byte-order mark that they may begin with.
class Unmarked final : public Source {
 public:
  explicit Unmarked(Source& source) : source_(source) {}

  Expected<std::string_view> next() override;
  void rewind() override;
  std::uint64_t size() const override { return source_.size(); }

  /// How long the mark is, when the first piece is there.
  std::uint32_t mark_bytes() const { return mark_bytes_; }

 private:
  Source& source_;
  std::string head_;  // the first pieces, where they are very small
  bool begun_ = false;
  std::uint32_t mark_bytes_ = 0;
};

}  // namespace engine::documents::parsed
