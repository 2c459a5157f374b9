#include "scenarios/http/plan/messages.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/schedule/generator.h"
#include "scenarios/http/plan/kind_choice.h"
#include "scenarios/http/plan/url.h"

namespace scenarios::http {
namespace {

using harness::Expected;
using harness::failure;
using templates::Allowed;
using templates::Quoting;
using templates::TextTemplate;

constexpr std::size_t most_kept = std::size_t{1} << 20;  // bytes of a body's memory, for the next

/// A kind of request, ready to be written.
struct Kind {
  TextTemplate head;         // up to the Content-Length, if it has one
  TextTemplate body;         // where it is written anew for each request
  bool varies = false;       // is it?
  std::string end = "\r\n";  // otherwise the rest: length, empty line and body
  bool bodyless = false;
  Expectation expectation;
};

void append_body(std::string_view body, std::string& into) {
  fmt::format_to(std::back_inserter(into), "Content-Length: {}\r\n\r\n", body.size());
  into += body;
}

class TemplateMessages final : public MessageSource {
 public:
  TemplateMessages(Endpoint endpoint, std::shared_ptr<const templates::ItemTable> items,
                   KindChoice choice, std::vector<std::string> names, std::vector<Kind> kinds)
      : endpoint_(std::move(endpoint)),
        items_(std::move(items)),
        choice_(std::move(choice)),
        names_(std::move(names)),
        kinds_(std::move(kinds)) {}

  const Endpoint& endpoint() const override { return endpoint_; }
  std::uint64_t population() const override { return items_->count(); }
  harness::RequestClasses classes() const override {
    if (kinds_.size() < 2) return {};
    return {.names = names_, .of = [choice = choice_](const harness::Request& request) {
              return static_cast<std::uint32_t>(choice(request.id));
            }};
  }
  const Expectation& expectation(std::size_t kind) const override {
    return kinds_[kind].expectation;
  }
  bool bodyless(std::size_t kind) const override { return kinds_[kind].bodyless; }

  std::size_t write(const harness::Request& request, std::string& into) const override {
    const std::size_t place = choice_(request.id);
    const Kind& kind = kinds_[place];
    kind.head.write(*items_, request, into);
    if (!kind.varies) {
      into += kind.end;
      return place;
    }
    thread_local std::string body;  // its length has to be known before it
    body.clear();
    kind.body.write(*items_, request, body);
    append_body(body, into);
    if (body.capacity() > most_kept) std::string().swap(body);
    return place;
  }

 private:
  const Endpoint endpoint_;
  const std::shared_ptr<const templates::ItemTable> items_;
  const KindChoice choice_;
  const std::vector<std::string> names_;
  const std::vector<Kind> kinds_;
};

/// Does it begin as a JSON array or object does? A place is a name, which is never quoted.
bool is_json(std::string_view body) {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t first = body.find_first_not_of(spaces);
  if (first == body.npos || body[first] == '[') return first != body.npos;
  const std::size_t second = body.find_first_not_of(spaces, first + 1);
  return body[first] == '{' && second != body.npos && (body[second] == '"' || body[second] == '}');
}

/// How places of a body are quoted: by what it says to be, or looks like.
Quoting quoting_of(const std::string& body, const std::string* content_type) {
  if (content_type == nullptr) return is_json(body) ? Quoting::json : Quoting::none;
  std::string small(*content_type);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (small.find("json") != small.npos) return Quoting::json;
  return small.starts_with("application/x-www-form-urlencoded") ? Quoting::url : Quoting::none;
}

/// Makes kinds ready, one after the other.
class KindMaking {
 public:
  KindMaking(const Url& url, const HttpWords& words, const Fillings& fillings)
      : url_(url), words_(words), fillings_(fillings) {}

  Expected<Kind> make(const RequestWords& words) const {
    const std::string method = words.method.empty() ? (words.body ? "POST" : "GET") : words.method;
    Kind kind{.head = TextTemplate::plain(method + " "),
              .bodyless = method == "HEAD",
              .expectation = words.expectation};
    if (auto added = add_target(words, kind); !added) return tl::unexpected(added.error());
    kind.head.append(TextTemplate::plain(" HTTP/1.1\r\n"));
    if (auto added = add_headers(words, kind); !added) return tl::unexpected(added.error());
    if (!words.body) {
      const bool may_have_one = method == "POST" || method == "PUT" || method == "PATCH";
      if (may_have_one) append_body("", kind.end = "");
      return kind;
    }
    if (auto added = add_body(words, kind); !added) return tl::unexpected(added.error());
    return kind;
  }

 private:
  /// A template that can be filled for each item; an error begins with `what`.
  Expected<TextTemplate> parse(std::string_view what, std::string_view text, Quoting quoting,
                               Allowed allowed) const {
    auto parsed = TextTemplate::parse(text, quoting, fillings_.fields, fillings_.own);
    if (!parsed) return failure(fmt::format("{}: {}", what, parsed.error().message));
    if (auto fits = parsed->check(*fillings_.items, allowed); !fits) {
      return failure(fmt::format("{}: {}", what, fits.error().message));
    }
    return parsed;
  }

  Expected<void> add_target(const RequestWords& words, Kind& kind) const {
    if (words.path.empty()) {
      if (auto fits = url_.target.check(*fillings_.items, Allowed::url); !fits) {
        return failure("url: " + fits.error().message);
      }
      kind.head.append(url_.target);
      return {};
    }
    std::string_view before = url_.target.start();
    if (url_.target.varies() || before.find('?') != before.npos) {
      return failure("url: has a query or a place, so no path of a request can stand behind it");
    }
    if (words.path.find('#') != std::string::npos) {
      return failure("path: what follows a # is never sent; write %23 where a # is meant");
    }
    if (before.ends_with('/')) before.remove_suffix(1);
    auto path = parse("path", words.path, Quoting::url, Allowed::url);
    if (!path) return tl::unexpected(path.error());
    kind.head.append(TextTemplate::plain(before));
    kind.head.append(*path);
    return {};
  }

  Expected<void> add_headers(const RequestWords& words, Kind& kind) const {
    std::vector<Header> headers = with(words.headers, {{"User-Agent", "prony"}, {"Accept", "*/*"}});
    if (find_header(headers, "Host") == nullptr) {
      headers.insert(headers.begin(), {"Host", url_.endpoint.authority});
    }
    const bool has_type = find_header(headers, "Content-Type") != nullptr;
    if (words.body && !has_type && is_json(*words.body)) {
      headers.push_back({"Content-Type", "application/json"});
    }
    if (!words_.client.keep_alive) headers.push_back({"Connection", "close"});
    for (const auto& [name, value] : headers) {
      auto text = parse("header " + name, value, Quoting::none, Allowed::line);
      if (!text) return tl::unexpected(text.error());
      kind.head.append(TextTemplate::plain(name + ": "));
      kind.head.append(*text);
      kind.head.append(TextTemplate::plain("\r\n"));
    }
    return {};
  }

  Expected<void> add_body(const RequestWords& words, Kind& kind) const {
    const Quoting quoting = quoting_of(*words.body, find_header(words.headers, "Content-Type"));
    auto body = parse("body", *words.body, quoting, Allowed::any);
    if (!body) return tl::unexpected(body.error());
    kind.varies = body->varies();
    if (kind.varies) {
      kind.body = std::move(*body);
    } else {
      append_body(body->start(), kind.end = "");
    }
    return {};
  }

  const Url& url_;
  const HttpWords& words_;
  const Fillings& fillings_;
};

}  // namespace

Expected<std::shared_ptr<const MessageSource>> make_messages(const HttpWords& words,
                                                             const Fillings& fillings) {
  auto url = read_url(words.url, fillings.fields, fillings.own);
  if (!url) return failure("url: " + url.error().message);
  const KindMaking making(*url, words, fillings);
  std::vector<Kind> kinds;
  std::vector<std::string> names;
  std::vector<double> weights;
  for (const RequestWords& one : words.kinds) {
    auto kind = making.make(one);
    if (!kind && one.name.empty()) return tl::unexpected(kind.error());
    if (!kind) return failure(fmt::format("request {}: {}", one.name, kind.error().message));
    kinds.push_back(std::move(*kind));
    names.push_back(one.name);
    weights.push_back(one.weight);
  }
  return std::make_shared<TemplateMessages>(url->endpoint, fillings.items, KindChoice(weights),
                                            std::move(names), std::move(kinds));
}

}  // namespace scenarios::http
