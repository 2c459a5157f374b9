// HTML into blocks.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/documents/html/html_head.h"
#include "engine/documents/parsed/block_writer.h"
#include "engine/documents/parsed/source.h"
#include "engine/expected.h"

namespace engine::documents::html {

/// Reads HTML with libxml2's parser, call-back by call-back: no tree is ever built. It never
/// fetches anything, and no entity stands for more than one character. Its context and dictionary
/// serve one document after the other. Blocks are told where in the page they were.
class HtmlReader {
 public:
  HtmlReader();
  ~HtmlReader();
  HtmlReader(const HtmlReader&) = delete;
  HtmlReader& operator=(const HtmlReader&) = delete;

  /// Adds the text of `bytes` to `writer`. Precondition: valid UTF-8. Errors: too_deep, malformed
  /// (such a mass of mistakes that reading on would take too long).
  Expected<HtmlHead> read(std::string_view bytes, parsed::BlockWriter& writer);

  /// The same, piece by piece: what has been read is not kept. Errors: the source's, too.
  Expected<HtmlHead> read(parsed::Source& source, parsed::BlockWriter& writer);

 private:
  struct Session;
  std::unique_ptr<Session> session_;
};

}  // namespace engine::documents::html
