// How a text becomes a template.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "harness/nearest.h"
#include "harness/result/printable.h"
#include "scenarios/templates/text_template.h"

namespace scenarios::templates {
namespace {

using harness::Expected;
using harness::failure;
using harness::result::in_quotes;

constexpr std::size_t longest_name = 200;  // of a place, its quoting included

/// What stands between two braces: a name, and perhaps how it is quoted.
struct Place {
  std::string_view name, quoting;
  std::size_t size;  // with its braces
};

/// Could people name a field so? Then it is taken for a name that is mistyped if nothing has it.
bool looks_like_name(std::string_view text) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
  };
  const auto inside = [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
  };
  return !text.empty() && letter(text.front()) && std::ranges::all_of(text, inside);
}

/// The text begins with an opening brace. Nothing where what follows can't be a place.
std::optional<Place> read_place(std::string_view text) {
  const std::size_t end = text.substr(0, longest_name).find_first_of("{}\"\n\r", 1);
  if (end == text.npos || text[end] != '}' || end == 1) return std::nullopt;
  const std::string_view inside = text.substr(1, end - 1);
  const std::size_t colon = inside.rfind(':');
  if (colon == inside.npos) return Place{inside, {}, end + 1};
  return Place{inside.substr(0, colon), inside.substr(colon + 1), end + 1};
}

std::optional<Quoting> quoting_of(std::string_view word, Quoting otherwise) {
  if (word.empty()) return otherwise;
  if (word == "raw") return Quoting::none;
  if (word == "url") return Quoting::url;
  if (word == "json") return Quoting::json;
  return std::nullopt;
}

}  // namespace

/// One pass over a template's text.
class TemplateParsing {
 public:
  TemplateParsing(Quoting quoting, const std::vector<std::string>& fields, const OwnValues& own)
      : quoting_(quoting), fields_(fields), own_(own) {}

  Expected<TextTemplate> parse(std::string_view text) {
    while (!text.empty()) {
      const std::size_t at = text.find_first_of("${");
      literal_ += text.substr(0, at);
      if (at == text.npos) break;
      text.remove_prefix(at);
      const auto taken = text.front() == '$' ? take_variable(text) : take_brace(text);
      if (!taken) return tl::unexpected(taken.error());
      text.remove_prefix(*taken);
    }
    result_.end_ = std::move(literal_);
    return std::move(result_);
  }

 private:
  // Each returns how many bytes it has taken.
  Expected<std::size_t> take_variable(std::string_view text) {
    const bool written_twice = text.starts_with("$${");
    if (!written_twice && !text.starts_with("${")) {
      literal_ += '$';
      return std::size_t{1};
    }
    const std::size_t end = text.find('}');
    const std::string_view variable =
        written_twice ? text.substr(0, 3) : text.substr(0, end == text.npos ? end : end + 1);
    auto value = with_environment(variable);
    if (!value) return tl::unexpected(value.error());
    literal_ += *value;
    return variable.size();
  }

  Expected<std::size_t> take_brace(std::string_view text) {
    if (text.starts_with("{{")) {
      const auto place = read_place(text.substr(1));
      if (place && is_meant(*place) && text.substr(1 + place->size).starts_with('}')) {
        literal_ += text.substr(1, place->size);
        return place->size + 2;
      }
    }
    const auto place = read_place(text);
    if (!place || !is_meant(*place)) {
      literal_ += '{';
      return std::size_t{1};
    }
    if (auto filled = fill(*place); !filled) return tl::unexpected(filled.error());
    return place->size;
  }

  bool has_field(std::string_view name) const {
    return std::ranges::find(fields_, name) != fields_.end();
  }
  bool is_meant(const Place& place) const {
    return looks_like_name(place.name) || has_field(place.name) || own_.contains(place.name);
  }

  Expected<void> fill(const Place& place) {
    const auto quoting = quoting_of(place.quoting, quoting_);
    if (!quoting) {
      return failure(fmt::format("{{{}:{}}}: it is written raw, url or json, and not {}; {}",
                                 place.name, harness::result::printable(place.quoting),
                                 in_quotes(place.quoting), as_text(place)));
    }
    const auto own = own_.find(place.name);
    const auto field = std::ranges::find(fields_, place.name);
    if (own != own_.end() && field != fields_.end()) {
      return failure(fmt::format(
          "{{{}}} is both a setting and a field of the items; name one of them otherwise",
          place.name));
    }
    if (own != own_.end()) {
      append_quoted(own->second, *quoting, literal_);
      return {};
    }
    if (field == fields_.end() && place.name != "id") return unknown(place);
    TextTemplate::Part part{.before = std::move(literal_), .quoting = *quoting};
    literal_.clear();
    if (field == fields_.end()) {
      part.filling = TextTemplate::Filling::request_number;
    } else {
      part.field = static_cast<std::size_t>(field - fields_.begin());
    }
    result_.parts_.push_back(std::move(part));
    return {};
  }

  static std::string as_text(const Place& place) {
    return fmt::format("{{{{{}}}}} is that text itself", harness::result::printable(place.name));
  }

  tl::unexpected<harness::Error> unknown(const Place& place) const {
    std::vector<std::string_view> known{fields_.begin(), fields_.end()};
    known.emplace_back("id");
    for (const auto& [name, value] : own_) known.push_back(name);
    const auto near = harness::nearest(place.name, known);
    constexpr std::size_t most_named = 12;
    std::string words;
    if (near) {
      words = fmt::format("did you mean {{{}}}?", *near);
    } else if (known.size() <= most_named) {
      words = fmt::format("there is {{{}}}", fmt::join(known, "}, {"));
    } else {
      words = fmt::format("there are {} others", known.size());
    }
    return failure(harness::result::printable(
        fmt::format("nothing fills {{{}}}; {}; {}", place.name, words, as_text(place))));
  }

  const Quoting quoting_;
  const std::vector<std::string>& fields_;
  const OwnValues& own_;
  TextTemplate result_;
  std::string literal_;  // since the last place
};

Expected<TextTemplate> TextTemplate::parse(std::string_view text, Quoting quoting,
                                           const std::vector<std::string>& fields,
                                           const OwnValues& own) {
  return TemplateParsing(quoting, fields, own).parse(text);
}

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at + 1)) {
    if (at > 0 && text[at - 1] == '$') continue;
    const auto place = read_place(text.substr(at));
    if (place && looks_like_name(place->name)) names.emplace_back(place->name);
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace scenarios::templates
