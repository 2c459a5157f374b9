#include "engine/documents/html/html_skeleton.h"

#include <algorithm>

#include "engine/documents/html/html_elements.h"
#include "engine/documents/parsed/ascii.h"

namespace engine::documents::html {
namespace {

using Role = Element::Role;

constexpr std::size_t longest_value = 35;  // of an attribute that stays
constexpr std::size_t nowhere = std::string_view::npos;

constexpr bool is_html_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}
constexpr bool is_word(char c) {
  return parsed::is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool same_letters(std::string_view text, std::string_view small) {
  return text.size() == small.size() && std::ranges::equal(text, small, {}, parsed::lower);
}

// Where a part of a page is in all of it, and what is known from before.
struct Before {
  std::size_t page_bytes = 0;
  std::size_t skeleton_bytes = 0;
  bool no_title_end = false;
};

// One pass over a page, or over a part that is behind none and before more.
class Stripper {
 public:
  Stripper(std::string_view html, std::string& out, parsed::SkeletonMap& map,
           const Before& before = {})
      : html_(html), out_(out), map_(map), before_(before), no_title_end_(before.no_title_end) {}

  // As far as what is there tells all, which is the end if nothing comes behind it. Returns how
  // far that is.
  std::size_t run(bool ended) {
    while (at_ < html_.size()) {
      const std::size_t tag = std::min(html_.find('<', at_), html_.size());
      out_.append(html_, at_, tag - at_);
      if (tag == html_.size()) break;
      const std::size_t before = out_.size();
      const std::size_t tags = map_.size();
      const bool no_title_end = no_title_end_;
      tag_at_ = tag;
      at_ = tag + 1;
      looked_past_end_ = false;
      markup();
      if (!ended && (at_ >= html_.size() || looked_past_end_)) {
        out_.resize(before);
        map_.shorten(tags);
        no_title_end_ = no_title_end;
        map_.reach(before_.page_bytes + tag);
        return tag;
      }
    }
    map_.reach(before_.page_bytes + html_.size());
    return html_.size();
  }

  bool no_title_end() const { return no_title_end_; }

 private:
  char next() const { return at_ < html_.size() ? html_[at_] : '\0'; }
  void skip_past(std::string_view end) {
    const std::size_t found = html_.find(end, at_);
    at_ = found == nowhere ? html_.size() : found + end.size();
  }

  // Behind a "<".
  void markup() {
    const char c = next();
    if (parsed::is_letter(c)) return start_tag();
    if (c == '/') return end_tag();
    if (c == '!') return declaration();
    if (c == '?') return skip_past(">");
    out_ += "&lt;";
  }

  // The tag that ends here is in the skeleton now.
  void note_tag() {
    const auto page = [this](std::size_t at) {
      return static_cast<std::uint32_t>(before_.page_bytes + at);
    };
    map_.add({before_.skeleton_bytes + out_.size(), {page(tag_at_), page(at_)}});
  }

  void declaration() {
    if (html_.substr(at_, 3) != "!--") return skip_past(">");
    at_ += 3;
    for (const std::string_view empty : {">", "->"}) {
      if (html_.substr(at_, empty.size()) != empty) continue;
      at_ += empty.size();
      return;
    }
    for (std::size_t dashes = html_.find("--", at_); dashes != nowhere;
         dashes = html_.find("--", dashes + 1)) {
      at_ = dashes + 2;
      if (next() == '!') ++at_;
      if (next() != '>') continue;
      ++at_;
      return;
    }
    at_ = html_.size();
  }

  std::string_view name() {
    const std::size_t begin = at_;
    while (at_ < html_.size() && !is_html_space(next()) && next() != '/' && next() != '>') ++at_;
    return html_.substr(begin, at_ - begin);
  }

  void end_tag() {
    ++at_;
    if (!parsed::is_letter(next())) return skip_past(">");
    const NamedElement* known = find_element(name());
    skip_past(">");
    if (known == nullptr) return;
    out_ += "</";
    out_ += known->name;
    out_ += '>';
    note_tag();
  }

  void start_tag() {
    const NamedElement* known = find_element(name());
    const std::size_t before = out_.size();
    if (known != nullptr) {
      out_ += '<';
      out_ += known->name;
    }
    const bool closed = attributes(known);
    if (at_ > html_.size()) {  // the page ends within the tag
      out_.resize(before);
    } else if (known != nullptr) {
      out_ += closed ? "/>" : ">";
      if (!closed && known->element.role == Role::raw) return drop_content(known->name, before);
      note_tag();
      if (!closed && known->element.role == Role::title) return title_content(known->name);
    }
  }

  // Up to and with the ">". Did "/>" end the tag?
  bool attributes(const NamedElement* known) {
    bool kept = false;  // the first of a name counts
    for (;;) {
      bool slash = false;
      for (; at_ < html_.size() && (is_html_space(next()) || next() == '/'); ++at_) {
        slash = next() == '/';
      }
      if (at_ >= html_.size()) break;
      if (next() == '>') {
        ++at_;
        return slash;
      }
      const std::string_view attribute = attribute_name();
      const std::string_view value = attribute_value();
      if (known == nullptr || kept) continue;
      const bool language =
          known->element.role == Role::root &&
          (same_letters(attribute, "lang") || same_letters(attribute, "xml:lang"));
      const bool role = known->element.role == Role::block && same_letters(attribute, "role");
      if (language || role) keep(language ? "lang" : "role", value);
      kept = language || role;
    }
    at_ = html_.size() + 1;
    return false;
  }

  std::string_view attribute_name() {
    const std::size_t begin = at_++;
    for (; at_ < html_.size(); ++at_) {
      const char c = next();
      if (c == '=' || c == '>' || c == '/' || is_html_space(c)) break;
    }
    return html_.substr(begin, at_ - begin);
  }

  std::string_view attribute_value() {
    std::size_t ahead = at_;
    while (ahead < html_.size() && is_html_space(html_[ahead])) ++ahead;
    if (ahead >= html_.size() || html_[ahead] != '=') return {};
    at_ = ahead + 1;
    while (at_ < html_.size() && is_html_space(next())) ++at_;
    const char quote = next();
    if (quote == '"' || quote == '\'') {
      const std::size_t begin = at_ + 1;
      const std::size_t end = html_.find(quote, begin);
      at_ = end == nowhere ? html_.size() : end + 1;
      return html_.substr(begin, end == nowhere ? 0 : end - begin);
    }
    const std::size_t begin = at_;
    while (at_ < html_.size() && !is_html_space(next()) && next() != '>') ++at_;
    return html_.substr(begin, at_ - begin);
  }

  void keep(std::string_view attribute, std::string_view value) {
    if (value.empty() || value.size() > longest_value || !std::ranges::all_of(value, is_word)) {
      return;
    }
    out_ += ' ';
    out_ += attribute;
    out_ += "=\"";
    out_ += value;
    out_ += '"';
  }

  // Where "</name" stands next; nowhere: not at all.
  std::size_t find_end_tag(std::string_view tag_name) {
    for (std::size_t found = html_.find("</", at_); found != nowhere;
         found = html_.find("</", found + 2)) {
      const std::size_t behind = found + 2 + tag_name.size();
      if (!same_letters(html_.substr(found + 2, tag_name.size()), tag_name)) continue;
      looked_past_end_ = behind == html_.size();
      if (looked_past_end_ || is_html_space(html_[behind]) || html_[behind] == '/' ||
          html_[behind] == '>') {
        return found;
      }
    }
    looked_past_end_ = true;
    return nowhere;
  }

  void drop_content(std::string_view tag_name, std::size_t before) {
    out_.resize(before);
    const std::size_t end = find_end_tag(tag_name);
    at_ = end == nowhere ? html_.size() : end;
    if (end != nowhere) skip_past(">");
  }

  // No markup within a title: "<title>The <b> element</title>".
  void title_content(std::string_view tag_name) {
    if (no_title_end_) return;
    const std::size_t end = find_end_tag(tag_name);
    no_title_end_ = end == nowhere;
    if (no_title_end_) return;
    for (; at_ < end; ++at_) {
      if (next() == '<') {
        out_ += "&lt;";
      } else {
        out_ += next();
      }
    }
  }

  std::string_view html_;
  std::string& out_;
  parsed::SkeletonMap& map_;
  const Before before_;
  std::size_t at_ = 0;
  std::size_t tag_at_ = 0;        // where the markup began that is gone over
  bool no_title_end_;             // so that it is searched for only once
  bool looked_past_end_ = false;  // more bytes might have led elsewhere
};

}  // namespace

void strip_to_skeleton(std::string_view html, std::string& out, parsed::SkeletonMap& map) {
  out.clear();
  out.reserve(html.size());
  map.clear();
  Stripper(html, out, map).run(true);
}

Expected<void> SkeletonReader::read_more() {
  while (!ended_ && window_.size() < wanted_) {
    const auto piece = source_.next();
    if (!piece) return tl::unexpected(piece.error());
    window_ += *piece;
    ended_ = piece->empty();
  }
  return {};
}

Expected<void> SkeletonReader::next(std::string& out) {
  out.clear();
  while (out.empty()) {
    if (auto read = read_more(); !read) return read;
    if (window_.empty()) break;
    Stripper stripper(window_, out, map_, {window_at_, written_, no_title_end_});
    const std::size_t done = stripper.run(ended_);
    no_title_end_ = stripper.no_title_end();
    window_.erase(0, done);
    window_at_ += done;
    // What was gone over in vain is gone over again with twice as much: linear time in all.
    wanted_ = done == 0 ? 2 * window_.size() : window_.size() + 1;
  }
  written_ += out.size();
  return {};
}

}  // namespace engine::documents::html
