#include "engine/documents/parsed/skeleton_map.h"

namespace engine::documents::parsed {

void SkeletonMap::clear() {
  tags_.assign(1, Tag{});
  passed_ = 0;
  reached_ = 0;
}

SourceRange SkeletonMap::around(std::size_t at) {
  while (passed_ + 1 < tags_.size() && tags_[passed_ + 1].end <= at) ++passed_;
  const bool last = passed_ + 1 == tags_.size();
  return {tags_[passed_].source.end, last ? reached_ : tags_[passed_ + 1].source.begin};
}

void SkeletonMap::forget_before(std::size_t at) {
  around(at);
  tags_.erase(tags_.begin(), tags_.begin() + static_cast<std::ptrdiff_t>(passed_));
  passed_ = 0;
}

}  // namespace engine::documents::parsed
