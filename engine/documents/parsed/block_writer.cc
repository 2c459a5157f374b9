#include "engine/documents/parsed/block_writer.h"

#include <algorithm>

#include "engine/documents/parsed/ascii.h"
#include "engine/documents/parsed/collapse.h"

namespace engine::documents::parsed {
namespace {

constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}
constexpr std::size_t large_step = 64 << 10;  // bytes by which a large text's room grows

}  // namespace

std::string_view shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && is_continuation(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

void BlockWriter::clear() {
  size_ = 0;
  space_ = false;
  open_ = false;
  blocks_.clear();
  large_ = false;
}

void BlockWriter::expect(std::uint64_t bytes) {
  large_ = true;
  buffer_ = std::string();
  buffer_.reserve(bytes + large_step);  // the system gives memory only to what is written
}

void BlockWriter::reserve(std::size_t more) {
  if (buffer_.size() - size_ >= more) return;
  const std::size_t step = large_ ? large_step : buffer_.size();
  std::size_t room = std::max(buffer_.size() + step, size_ + more);
  if (large_ && room > buffer_.capacity()) room = std::max(room, 2 * buffer_.size());
  buffer_.resize(room);
}

void BlockWriter::open(Block::Kind kind, std::uint8_t level) {
  if (!blocks_.empty()) {
    reserve(1);
    buffer_[size_++] = '\n';
  }
  const auto at = static_cast<std::uint32_t>(size_);
  block_ = {.kind = kind, .level = level, .begin = at, .end = at};
  space_ = true;  // no white space at a block's beginning
  open_ = true;
}

void BlockWriter::charge() const {
  // Twice: a list of blocks that grows has room for as many again.
  if (budget_ != nullptr) budget_->check(size_ + 2 * blocks_.size() * sizeof(Block));
}

void BlockWriter::add(Block::Kind kind, std::uint8_t level, std::string_view piece) {
  if (!open_) open(kind, level);
  reserve(piece.size() + collapse_slack);
  char* const first = buffer_.data();
  size_ = static_cast<std::size_t>(collapse(piece, first + size_, space_) - first);
  charge();
}

void BlockWriter::add_code(std::string_view piece) {
  if (!open_) open(Block::Kind::code, 0);
  reserve(piece.size());
  for (std::size_t i = 0; i < piece.size(); ++i) {
    const char c = piece[i];
    if (c == '\r') continue;
    if (c == '\n') {
      // Neither blank lines in front nor spaces at the ends of lines.
      while (size_ > block_.begin && (buffer_[size_ - 1] == ' ' || buffer_[size_ - 1] == '\t')) {
        --size_;
      }
      if (size_ == block_.begin) continue;
    }
    buffer_[size_++] = is_blank(c) && c != '\n' && c != '\t' ? ' ' : c;
  }
  charge();
}

void BlockWriter::end_block() {
  if (!open_) return;
  open_ = false;
  while (size_ > block_.begin && is_blank(buffer_[size_ - 1])) --size_;
  block_.end = static_cast<std::uint32_t>(size_);
  if (block_.end > block_.begin) {
    blocks_.push_back(block_);
  } else if (!blocks_.empty()) {
    --size_;  // the newline that had been written for it
  }
}

void BlockWriter::keep(std::size_t blocks) {
  open_ = false;
  blocks_.resize(blocks);
  size_ = blocks_.empty() ? 0 : blocks_.back().end;
}

Parsed BlockWriter::take() {
  end_block();
  Parsed parsed;
  if (large_) {
    buffer_.resize(size_);
    parsed.text = std::move(buffer_);
    parsed.blocks = std::move(blocks_);
    if (parsed.text.capacity() > size_ + size_ / 4) parsed.text.shrink_to_fit();
    buffer_ = std::string();
    blocks_ = {};
  } else {
    parsed.text.assign(buffer_.data(), size_);
    parsed.blocks = blocks_;
  }
  clear();
  return parsed;
}

}  // namespace engine::documents::parsed
