#include "scenarios/templates/text_template.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>

#include "harness/result/printable.h"

namespace scenarios::templates {
namespace {

using harness::Expected;
using harness::failure;

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t plain = static_cast<std::size_t>(
        std::find_if(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; }) -
        text.begin());
    text.remove_prefix(plain);
    if (text.empty()) break;
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t size = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)), &point);
    if (size <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

bool fits(std::string_view text, Allowed allowed) {
  switch (allowed) {
    case Allowed::any:
      break;
    case Allowed::line:
      return text.find_first_of(std::string_view("\n\r\0", 3)) == text.npos;
    case Allowed::url:
      return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
  }
  return true;
}

std::string_view what_is_not(Allowed allowed) {
  return allowed == Allowed::url ? "a byte that a URL can't have as it is, such as a space (%20)"
                                 : "a line's end or a NUL, which a header can't have";
}

}  // namespace

TextTemplate TextTemplate::plain(std::string_view text) {
  TextTemplate all;
  all.end_ = text;
  return all;
}

void TextTemplate::write(const ItemTable& items, const harness::Request& request,
                         std::string& into) const {
  std::string scratch;  // for numbers, which are short enough to need no memory of its own
  for (const Part& part : parts_) {
    into += part.before;
    if (part.filling == Filling::request_number) {
      into += std::to_string(request.id);
    } else {
      append_quoted(items.text(request.item, part.field, scratch), part.quoting, into);
    }
  }
  into += end_;
}

bool TextTemplate::varies() const {
  return !parts_.empty();
}

bool TextTemplate::varies_by_item() const {
  return std::ranges::any_of(parts_,
                             [](const Part& part) { return part.filling == Filling::field; });
}

Expected<void> TextTemplate::check(const ItemTable& items, Allowed allowed) const {
  const auto template_fits = [&](const Part& part) { return fits(part.before, allowed); };
  if (!std::ranges::all_of(parts_, template_fits) || !fits(end_, allowed)) {
    return failure(fmt::format("has {}", what_is_not(allowed)));
  }
  std::string scratch;
  for (const Part& part : parts_) {
    const bool json = part.quoting == Quoting::json;
    if (part.filling != Filling::field || part.quoting == Quoting::url) continue;
    if (!json && allowed == Allowed::any) continue;
    for (std::uint64_t item = 0; item < items.count(); ++item) {
      const std::string_view text = items.text(item, part.field, scratch);
      if (json ? is_utf8(text) : fits(text, allowed)) continue;
      return failure(fmt::format("{{{}}} of item {} {}",
                                 harness::result::printable(items.fields()[part.field]), item,
                                 json ? "is not UTF-8, so it can't stand in JSON"
                                      : fmt::format("has {}", what_is_not(allowed))));
    }
  }
  return {};
}

std::string_view TextTemplate::start() const {
  return parts_.empty() ? end_ : parts_.front().before;
}

void TextTemplate::drop_start(std::size_t bytes) {
  (parts_.empty() ? end_ : parts_.front().before).erase(0, bytes);
}

void TextTemplate::append(const TextTemplate& other) {
  std::string before = std::move(end_);
  end_ = other.end_;
  for (const Part& part : other.parts_) {
    parts_.push_back(part);
    parts_.back().before.insert(0, before);
    before.clear();
  }
  if (!before.empty()) end_.insert(0, before);
}

}  // namespace scenarios::templates
