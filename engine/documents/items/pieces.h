// A large document's bytes, read piece by piece and never all in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/documents/items/file.h"
#include "engine/documents/parsed/source.h"
#include "engine/documents/parsed/validation.h"
#include "engine/key/key.h"

namespace engine::documents::items {

inline constexpr std::size_t piece_bytes = 256 << 10;

/// A file that is read twice: once to find out whether it is text and what its key is (`survey`),
/// and once more, as a source, to be parsed. What the second reading gives has the same key, or it
/// ends in an error (unreadable, "changed while it was read").
class FilePieces final : public parsed::Source {
 public:
  FilePieces(File file, key::Hash hash);

  /// What the first reading finds.
  struct Survey {
    std::string head;        // the first bytes, enough to tell the format
    std::uint64_t size = 0;  // bytes
    Expected<void> verdict;  // parse::validate's
    key::Key key;
  };
  /// To be called first, once. Errors: unreadable.
  Expected<Survey> survey();

  Expected<std::string_view> next() override;
  void rewind() override;
  std::uint64_t size() const override { return size_; }

 private:
  Expected<std::string_view> read_piece();

  File file_;
  key::Digester digester_;
  parsed::Validation validation_;
  std::unique_ptr<char[]> piece_;
  std::uint64_t size_;
  std::uint64_t at_ = 0;
  key::Key key_;
  bool text_ = false;       // as the survey found it; nothing else is judged as text
  bool confirmed_ = false;  // the second reading is through and was the same
};

}  // namespace engine::documents::items
