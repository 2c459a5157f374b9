// The text of a document, as it grows block by block.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/documents/parsed/budget.h"
#include "engine/documents/parsed/parsed.h"

namespace engine::documents::parsed {

/// Bytes of what the parser was given, half-open.
struct SourceRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const SourceRange&) const = default;
};

/// Where every format's parser puts what it reads: one buffer that lives through all documents.
/// White space is collapsed here, and only here: any run of it (controls and no-break spaces
/// included) becomes one space inside a block and nothing at its ends.
class BlockWriter {
 public:
  BlockWriter() = default;
  /// Where each piece that is added is charged. `budget` outlives it.
  explicit BlockWriter(Budget& budget) : budget_(&budget) {}

  /// Forgets the document before, keeps the memory.
  void clear();

  /// A large document comes, of so many bytes: its text is written where it will stay, so that it
  /// is in memory only once, and no room is kept behind it. To be called when it is clear.
  void expect(std::uint64_t bytes);

  /// Adds to the open block, or opens one of this kind. Throws Spent where there is a budget.
  void add(Block::Kind kind, std::uint8_t level, std::string_view piece);

  /// The same for program text: its spaces, tabs and line ends stay.
  void add_code(std::string_view piece);

  /// The open block was made from these bytes, too, or it is empty so far; they are not before
  /// those it was told of. Each piece that is not blank has to have some.
  void came_from(SourceRange bytes) {
    if (!open_) return;
    if (block_.source_end == 0) block_.source_begin = bytes.begin;
    block_.source_end = std::max(block_.source_end, bytes.end);
  }

  /// The open block is complete; a piece that was all white space leaves none behind.
  void end_block();

  bool empty() const { return blocks_.empty() && !open_; }
  bool is_open() const { return open_; }

  /// The blocks that are complete.
  std::span<const Block> blocks() const { return blocks_; }

  /// Those from the n-th on, to be told that their bytes stand elsewhere.
  std::span<Block> blocks_from(std::size_t n) { return std::span(blocks_).subspan(n); }

  /// Forgets all but the first so many blocks, the open one with the others. Precondition: so many
  /// are complete.
  void keep(std::size_t blocks);

  /// The text and its blocks in memory of their own; no title yet. Leaves the writer clear.
  Parsed take();

 private:
  void charge() const;
  void open(Block::Kind kind, std::uint8_t level);
  void reserve(std::size_t more);

  Budget* budget_ = nullptr;
  std::string buffer_;    // its size is the room there is, not what is written
  std::size_t size_ = 0;  // bytes written
  bool space_ = false;    // the last byte written is a space
  bool open_ = false;
  Block block_;
  std::vector<Block> blocks_;
  bool large_ = false;  // what `expect` said
};

/// Shortened to at most `bytes` without cutting a character in two.
std::string_view shortened(std::string_view text, std::size_t bytes);

}  // namespace engine::documents::parsed
