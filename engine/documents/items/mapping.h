// A file mapped into memory, and what happens when it is cut off meanwhile.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/documents/items/file.h"

namespace engine::documents::items {

/// A file's bytes as pages of memory. Who shortens the file takes pages away, and reading them
/// would end the process (SIGBUS): a handler puts zeros in their place and marks the mapping as
/// lost. It passes on what happens at other addresses to whoever handled it before.
/// Who writes into the file writes into the mapping: what is read must be safe with any bytes, and
/// counts only if `is_intact` afterwards.
class Mapping {
 public:
  /// Nothing where the system has no room, or too many mappings are there already (256): read the
  /// file instead.
  static std::optional<Mapping> make(const File& file);
  Mapping(Mapping&& other) noexcept
      : address_(std::exchange(other.address_, nullptr)),
        size_(other.size_),
        place_(other.place_) {}
  Mapping& operator=(Mapping&&) = delete;
  ~Mapping();

  std::string_view bytes() const { return {static_cast<const char*>(address_), size_}; }

  /// False as soon as a page was gone when it was read.
  bool is_intact() const;

 private:
  Mapping(void* address, std::size_t size, std::size_t place)
      : address_(address), size_(size), place_(place) {}

  void* address_;
  std::size_t size_;
  std::size_t place_;  // in the table that the handler looks into
};

}  // namespace engine::documents::items
