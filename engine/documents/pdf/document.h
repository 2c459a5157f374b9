// What is read of a PDF, and how much it may cost.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/documents/parsed/parsed.h"
#include "engine/expected.h"

namespace engine::documents::pdf {

/// What one document may cost at most. Each is enforced from outside poppler.
struct Limits {
  std::uint32_t pages = 10'000;             // read; further ones fail as too_large
  std::uint64_t text_bytes = 256ULL << 20;  // of all pages; what comes then fails as too_large
  std::chrono::milliseconds cpu{60'000};    // of the child process
  std::uint64_t memory_bytes = 1ULL << 30;  // of the child's addresses, the document's bytes too
};

/// A page and what became of it.
struct Page {
  using Fate = parsed::Part::Fate;

  Fate fate = Fate::empty;  // empty: without any text, as a scan is
  std::string text;  // of an extracted one: UTF-8 in reading order, blank lines between blocks
  Error error;       // of a failed one
};

/// A PDF that has been read: every page that it has is there, in order.
struct Document {
  std::string title;  // its own word for itself; at most max_title_bytes, may be empty
  std::vector<Page> pages;
};

constexpr std::size_t max_title_bytes = 200;
constexpr std::uint32_t most_pages = 100'000;      // that a document is believed to have
constexpr std::size_t max_page_bytes = 16U << 20;  // of text

}  // namespace engine::documents::pdf
