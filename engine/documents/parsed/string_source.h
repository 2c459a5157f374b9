// For tests: a string as a source of pieces.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/documents/parsed/source.h"

namespace engine::documents::parsed {

/// Pieces of given sizes, by turns. Each piece lies in memory of its own that ends where it ends,
/// so that a sanitizer sees who reads on.
class StringSource final : public Source {
 public:
  /// Precondition: `sizes` is not empty and holds no zero.
  StringSource(std::string_view bytes, std::string_view sizes) : bytes_(bytes), sizes_(sizes) {}

  Expected<std::string_view> next() override {
    const auto size = static_cast<unsigned char>(sizes_[turn_++ % sizes_.size()]);
    piece_ = std::string(bytes_.substr(at_, size));
    piece_.shrink_to_fit();
    at_ += piece_.size();
    return std::string_view(piece_);
  }
  void rewind() override { at_ = 0; }
  std::uint64_t size() const override { return bytes_.size(); }

 private:
  std::string_view bytes_;
  std::string sizes_;
  std::size_t turn_ = 0;
  std::size_t at_ = 0;
  std::string piece_;
};

}  // namespace engine::documents::parsed
