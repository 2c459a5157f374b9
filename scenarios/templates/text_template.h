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

/// How a place's text is written where it stands.
enum class Quoting : std::uint8_t { none, url, json };

/// "/search?q={item}&n={id}", parsed once. {{ and }} are single braces. A place may say how it is
/// quoted, {item:raw}, {item:url}, {item:json}; otherwise as the template's own quoting is.
class TextTemplate {
 public:
  /// An error names the place that nothing fills, and the nearest right name.
  static harness::Expected<TextTemplate> parse(std::string_view text, Quoting quoting,
                                               const std::vector<std::string>& fields,
                                               const OwnValues& own);

  /// Appends the text for that request. Any thread.
  void write(const ItemTable& items, const harness::Request& request, std::string& into) const;

  /// Does any place depend on the request?
  bool varies() const;
};

/// "Bearer ${TOKEN}": each ${NAME} is that variable of the environment, so that secrets stand in no
/// file, log or page. $${ is ${. An error names the variable that is not set, never a value.
harness::Expected<std::string> with_environment(std::string_view text);

}  // namespace scenarios::templates
