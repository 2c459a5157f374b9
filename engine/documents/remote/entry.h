// What the second level keeps under a name: a content, and what it cost to make.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "engine/documents/codec/format.h"
#include "engine/documents/content/content.h"

namespace engine::documents::remote {

struct Entry {
  content::Content content;
  std::chrono::nanoseconds cost{0};
};

/// The cost in nanoseconds, eight bytes little-endian, and the content as the codec writes it.
std::string write_entry(codec::Format format, const content::Content& content,
                        std::chrono::nanoseconds cost);

/// Nothing where the bytes, which anybody may have written, are no entry of this version.
std::optional<Entry> read_entry(codec::Format format, std::string_view bytes);

}  // namespace engine::documents::remote
