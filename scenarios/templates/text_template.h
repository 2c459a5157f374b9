// A text with places that each request fills.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "harness/target.h"
#include "scenarios/templates/item_table.h"

namespace scenarios::templates {

/// What a place may name beside the items' fields and `id`, the request's number: settings of the
/// user's own, such as k in "?limit={k}", with their values.
using OwnValues = std::map<std::string, std::string, std::less<>>;

/// How a place's text is written where it stands: as it is; with all bytes percent-encoded that a
/// URL's parts can't have everywhere; as a part of a JSON text between quotes.
enum class Quoting : std::uint8_t { none, url, json };

/// Which bytes may come out of a template.
enum class Allowed : std::uint8_t {
  any,
  line,  // none that ends a line or a C string: LF, CR, NUL
  url    // visible ASCII
};

/// "/search?q={item}&n={id}", parsed once. A place is a name between braces, whatever else stands
/// between braces is plain text, so that JSON needs no care; {{item}} is the text {item}. A place
/// may say how it is quoted, {item:raw}, {item:url}, {item:json}; otherwise as the template's own
/// quoting is. ${NAME} is that variable of the environment, raw. An items' field named id goes
/// before the request's number.
class TextTemplate {
 public:
  /// An error names the place that nothing fills, and the nearest right name; or the variable that
  /// is not set, and never a value.
  static harness::Expected<TextTemplate> parse(std::string_view text, Quoting quoting,
                                               const std::vector<std::string>& fields,
                                               const OwnValues& own);
  /// The same bytes for each request.
  static TextTemplate plain(std::string_view text);

  /// Appends the text for that request. Any thread.
  void write(const ItemTable& items, const harness::Request& request, std::string& into) const;

  /// Does any place depend on the request?
  bool varies() const;
  /// And on its item?
  bool varies_by_item() const;

  /// Can each item be written so? An error names the first item that can't: its text for JSON is
  /// not UTF-8, or has a byte that is not `allowed`; or says it of the template itself, without the
  /// bytes, which may be secret.
  harness::Expected<void> check(const ItemTable& items, Allowed allowed) const;

  /// What it begins with for all requests.
  std::string_view start() const;
  /// Precondition: bytes <= start().size().
  void drop_start(std::size_t bytes);
  void append(const TextTemplate& other);

 private:
  enum class Filling : std::uint8_t { field, request_number };
  /// A place, and the text before it.
  struct Part {
    std::string before;
    Filling filling = Filling::field;
    std::size_t field = 0;
    Quoting quoting = Quoting::none;
  };
  friend class TemplateParsing;

  std::vector<Part> parts_;
  std::string end_;  // after the last place
};

/// The names that a template's places have, without their quoting: what it could be filled from.
std::vector<std::string> names_in(std::string_view text);

/// "Bearer ${TOKEN}": each ${NAME} is that variable of the environment, so that secrets stand in no
/// file, log or page. $${ is ${. An error names the variable that is not set, never a value.
harness::Expected<std::string> with_environment(std::string_view text);

/// Appends `text` as it stands between the quotes of a JSON text, or percent-encoded but for
/// unreserved bytes (RFC 3986, 2.3).
void append_quoted(std::string_view text, Quoting quoting, std::string& into);

}  // namespace scenarios::templates
