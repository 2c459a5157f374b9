// A stream of server-sent events, read as its bytes come.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace scenarios::openai {

/// Takes events out of bytes that come in pieces of any size (WHATWG HTML, "Server-sent events"):
/// lines end in LF, CR or CR LF, an empty one ends an event, several lines of data are one text
/// with LF between them, a line that begins with a colon is a comment. What no empty line follows
/// is no event.
class EventReader {
 public:
  /// Bytes of one event, of which no more are kept.
  static constexpr std::size_t most_event = std::size_t{1} << 20;

  enum class Next { needs_more, event, too_large };

  /// Another stream begins.
  void begin();

  /// Takes bytes off the front until an event is whole, or all are taken. Not to be called again
  /// once one was too large.
  Next next(std::string_view& bytes);

  // Of the last event; they last until next() is called.
  std::string_view data() const { return data_; }
  std::string_view type() const { return type_; }  // empty: "message"

 private:
  Next take_line(std::string_view line);
  void take_field(std::string_view name, std::string_view value);

  std::string line_;  // the part of it that came
  std::string data_, type_;
  bool has_data_ = false, told_ = false, after_cr_ = false, at_start_ = true;
};

}  // namespace scenarios::openai
