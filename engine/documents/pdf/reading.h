// A document while it is read.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/documents/pdf/document.h"
#include "engine/documents/pdf/message.h"

namespace engine::documents::pdf {

/// What is known of one document so far, from one child process or, where it dies, several. Holds
/// them to what they may say. Pages come in order, each once.
class Reading {
 public:
  explicit Reading(const Limits& limits) : limits_(limits) {}

  /// A child begins: it will first say what it has opened, and go on with `next_page`.
  void begin_child() { introduced_ = false; }

  /// False, with nothing taken, where it contradicts what was asked for or said before.
  bool take(Answer answer);

  bool has_ended() const { return ended_; }
  /// As many as it is known to have.
  std::uint32_t pages() const { return pages_.value_or(0); }
  /// From 0.
  std::uint32_t next_page() const { return static_cast<std::uint32_t>(document_.pages.size()); }

  /// How much more of it may come.
  std::uint64_t text_bytes_left() const { return limits_.text_bytes - text_bytes_; }

  /// The next page can't be read, but perhaps those after it; with `error` for all of them, if no
  /// child has said yet how many there are.
  void fail_next(const Error& error);
  /// None of the pages that are still to come can be read.
  void fail_rest(const Error& error);

  /// Precondition: has_ended(). Errors, where no page has text: that of the document, else that of
  /// the first page that failed, else empty.
  Expected<Document> finish() &&;

 private:
  bool take_opened(Opened opened);
  bool take_page(NumberedPage numbered);
  bool take_end(const Ended& ended);
  void add_failed(const Error& error);

  Limits limits_;
  Document document_;
  std::optional<std::uint32_t> pages_;  // as many as it has
  std::uint64_t text_bytes_ = 0;
  std::optional<Error> error_;  // of the document, never opened
  bool introduced_ = false;
  bool ended_ = false;
};

}  // namespace engine::documents::pdf
