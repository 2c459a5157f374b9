// Where a skeleton's text stood in its page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/documents/parsed/block_writer.h"

namespace engine::documents::parsed {

/// The tags that a page's skeleton has, each with its place in both. Between two of them the
/// skeleton has what stood between the same two in the page, but for what was left out there. Asked
/// from the beginning to the end, as the page is read.
class SkeletonMap {
 public:
  struct Tag {
    std::size_t end = 0;  // behind it in the skeleton
    SourceRange source;
  };

  void clear();

  /// The next tag of the skeleton.
  void add(const Tag& tag) { tags_.push_back(tag); }

  /// For one who writes tags and takes the last ones back.
  std::size_t size() const { return tags_.size(); }
  void shorten(std::size_t size) { tags_.resize(size); }

  /// So much of the page is in the skeleton.
  void reach(std::size_t page_bytes) { reached_ = static_cast<std::uint32_t>(page_bytes); }

  /// The bytes between the last tag that ends before or at `at` in the skeleton, and the next.
  /// Precondition: all tags up to `at` are there, and `at` is not before one that was asked for or
  /// forgotten.
  SourceRange around(std::size_t at);

  /// Nobody will ask for what is before `at` any more.
  void forget_before(std::size_t at);

 private:
  std::vector<Tag> tags_{Tag{}};  // the first: the page's beginning, or one long passed
  std::size_t passed_ = 0;        // index of the one that was found last
  std::uint32_t reached_ = 0;
};

}  // namespace engine::documents::parsed
