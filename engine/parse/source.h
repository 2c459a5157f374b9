// Bytes that come piece by piece.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/expected.h"

namespace engine::parse {

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

/// All of it. Errors: the source's.
Expected<std::string> gathered(Source& source);

/// The same bytes without the byte-order mark that they may begin with.
class Unmarked final : public Source {
 public:
  explicit Unmarked(Source& source) : source_(source) {}

  Expected<std::string_view> next() override;
  void rewind() override;
  std::uint64_t size() const override { return source_.size(); }

 private:
  Source& source_;
  std::string head_;  // the first pieces, where they are very small
  bool begun_ = false;
};

}  // namespace engine::parse
