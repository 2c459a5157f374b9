// HTML without all that says nothing about its text.
#pragma once

#include <string>
#include <string_view>

#include "engine/documents/parsed/skeleton_map.h"
#include "engine/documents/parsed/source.h"

namespace engine::documents::html {

/// Writes `html` to `out`, and where its tags are to `map` (instead of what is there), without
/// comments, declarations, scripts, styles, attributes (but for lang and role) and the tags of
/// phrases, such as <b> and <a>. That is most of a page's bytes, and the tree builder behind is
/// saved from all of them. Tags are read as the HTML standard's tokeniser reads them, so that what
/// is left has no syntax to disagree on: known names in small letters, and "&lt;" where a "<" is
/// none of a tag's. Linear time.
void strip_to_skeleton(std::string_view html, std::string& out, parsed::SkeletonMap& map);

/// The same, piece by piece: no more is in memory than a piece and what can't be judged before its
/// end is there, such as a comment. Linear time.
class SkeletonReader {
 public:
  /// `map` must be clear, and outlive it.
  SkeletonReader(parsed::Source& source, parsed::SkeletonMap& map) : source_(source), map_(map) {}

  /// Writes the next stretch to `out` (instead of what is there), empty at the end. Errors: the
  /// source's.
  Expected<void> next(std::string& out);

 private:
  Expected<void> read_more();

  parsed::Source& source_;
  parsed::SkeletonMap& map_;
  std::size_t written_ = 0;    // bytes of the skeleton before this stretch
  std::size_t window_at_ = 0;  // where the window begins in the page
  std::string window_;         // what has been read and not yet gone over
  std::size_t wanted_ = 1;     // bytes in the window with which it goes on
  bool ended_ = false;         // nothing comes behind the window
  bool no_title_end_ = false;  // as the stripper knows
};

}  // namespace engine::documents::html
