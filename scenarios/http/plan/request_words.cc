#include "scenarios/http/plan/request_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "harness/nearest.h"
#include "harness/result/printable.h"
#include "scenarios/http/plan/expected_answers.h"

namespace scenarios::http {
namespace {

using harness::Expected;
using harness::failure;
using harness::result::in_quotes;
using Json = nlohmann::ordered_json;  // keeps the file's order

constexpr int deepest = 64;
constexpr std::size_t longest_kind_name = 40;
constexpr double most_weight = 1e9;

std::size_t line_of(std::string_view text, std::size_t byte) {
  const std::string_view read = text.substr(0, std::min(byte, text.size()));
  return static_cast<std::size_t>(std::ranges::count(read, '\n')) + 1;
}

/// `first_line`: the text's, in its file.
Expected<Json> parse(std::string_view text, const std::string& file, std::size_t first_line) {
  bool too_deep = false;
  const auto keep = [&](int depth, Json::parse_event_t, const Json&) {
    too_deep = too_deep || depth > deepest;
    return !too_deep;
  };
  try {
    Json json = Json::parse(text, keep);
    if (too_deep) return failure(fmt::format("{}: more than {} levels deep", file, deepest));
    return json;
  } catch (const Json::parse_error& error) {
    return failure(
        fmt::format("{} line {}: is not JSON", file, first_line + line_of(text, error.byte) - 1));
  } catch (const Json::exception&) {
    return failure(fmt::format("{}: a number that is too large", file));
  }
}

/// Reads a kind's keys one after the other.
class KindReading {
 public:
  explicit KindReading(RequestWords& kind) : kind_(kind) {}

  Expected<void> read(const Json& object) {
    if (!object.is_object()) return failure("is not an object {...}");
    for (const auto& [key, value] : object.items()) {
      const auto known = std::ranges::find(keys, key, &Key::name);
      if (known == keys.end()) return unknown(key);
      if (auto taken = (this->*known->take)(value); !taken) {
        return failure(fmt::format("{}: {}", key, taken.error().message));
      }
    }
    if (!says_shed_) {
      kind_.expectation.shed = without(kind_.expectation.shed, kind_.expectation.ok);
    }
    return {};
  }

 private:
  using Take = Expected<void> (KindReading::*)(const Json& value);
  struct Key {
    std::string_view name;
    Take take;
  };
  static const std::array<Key, 9> keys;

  static tl::unexpected<harness::Error> unknown(const std::string& key) {
    std::vector<std::string_view> names;
    for (const Key& one : keys) names.push_back(one.name);
    const auto near = harness::nearest(key, names);
    return failure(fmt::format("there is no {}; {}", in_quotes(key),
                               near ? fmt::format("did you mean {}?", *near)
                                    : fmt::format("there are {}", fmt::join(names, ", "))));
  }
  static Expected<void> take_text(const Json& value, std::string& into) {
    if (!value.is_string()) return failure("is not a text");
    into = value.get<std::string>();
    return {};
  }

  Expected<void> take_name(const Json& value) {
    if (auto taken = take_text(value, kind_.name); !taken) return taken;
    const bool fits =
        !kind_.name.empty() && kind_.name.size() <= longest_kind_name &&
        std::ranges::all_of(kind_.name, [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
    if (!fits) return failure(fmt::format("is not a name of 1 to {} letters", longest_kind_name));
    return {};
  }
  Expected<void> take_weight(const Json& value) {
    kind_.weight = value.is_number() ? value.get<double>() : 0;
    if (!(kind_.weight > 0 && kind_.weight <= most_weight)) {
      return failure("is not a number above 0");
    }
    return {};
  }
  Expected<void> take_method(const Json& value) {
    if (auto taken = take_text(value, kind_.method); !taken) return taken;
    return check_method(kind_.method);
  }
  Expected<void> take_path(const Json& value) {
    if (auto taken = take_text(value, kind_.path); !taken) return taken;
    if (!kind_.path.starts_with('/')) {
      return failure("does not begin with /; the host stands in the URL");
    }
    return {};
  }
  Expected<void> take_headers(const Json& value) {
    if (!value.is_object()) return failure("is not an object of names and texts");
    std::vector<Header> own;
    for (const auto& [name, text] : value.items()) {
      if (auto fits = check_header_name(name); !fits) return fits;
      if (auto taken = take_text(text, own.emplace_back(Header{name, {}}).value); !taken) {
        return failure(fmt::format("{} {}", name, taken.error().message));
      }
    }
    kind_.headers = with(std::move(own), kind_.headers);
    return {};
  }
  Expected<void> take_body(const Json& value) {
    if (value.is_object() || value.is_array()) {
      kind_.body = value.dump();
      return {};
    }
    return take_text(value, kind_.body.emplace());
  }
  Expected<void> take_ok(const Json& value) { return take_statuses(value, kind_.expectation.ok); }
  Expected<void> take_shed(const Json& value) {
    says_shed_ = true;
    return take_statuses(value, kind_.expectation.shed);
  }
  Expected<void> take_expect(const Json& value) {
    return take_text(value, kind_.expectation.body_holds);
  }
  static Expected<void> take_statuses(const Json& value, std::vector<Expectation::Statuses>& into) {
    auto statuses = read_statuses(value.is_string() ? value.get<std::string>() : value.dump());
    if (!statuses) return tl::unexpected(statuses.error());
    into = std::move(*statuses);
    return {};
  }

  RequestWords& kind_;
  bool says_shed_ = false;
};

const std::array<KindReading::Key, 9> KindReading::keys{{{"name", &KindReading::take_name},
                                                         {"weight", &KindReading::take_weight},
                                                         {"method", &KindReading::take_method},
                                                         {"path", &KindReading::take_path},
                                                         {"headers", &KindReading::take_headers},
                                                         {"body", &KindReading::take_body},
                                                         {"ok", &KindReading::take_ok},
                                                         {"expect", &KindReading::take_expect},
                                                         {"shed", &KindReading::take_shed}}};

/// Takes a file's objects one after the other.
class FileReading {
 public:
  FileReading(const std::string& file, const RequestWords& usual) : file_(file), usual_(usual) {}

  Expected<void> take(const Json& object, const std::string& where) {
    RequestWords kind = usual_;
    if (auto read = KindReading(kind).read(object); !read) {
      return failure(fmt::format("{} {}: {}", file_, where, read.error().message));
    }
    kinds_.push_back(std::move(kind));
    if (kinds_.size() > harness::RequestClasses::most) {
      return failure(
          fmt::format("{}: more than {} requests", file_, harness::RequestClasses::most));
    }
    return {};
  }
  Expected<std::vector<RequestWords>> finish() {
    if (kinds_.empty()) return failure(file_ + ": there is no request in it");
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < kinds_.size() && kinds_.size() > 1; ++i) {
      const std::string& name = kinds_[i].name;
      if (name.empty()) return failure(fmt::format("{} request {}: has no name", file_, i + 1));
      if (std::ranges::find(names, name) != names.end()) {
        return failure(fmt::format("{}: two requests are named {}", file_, in_quotes(name)));
      }
      names.push_back(name);
    }
    return std::move(kinds_);
  }

 private:
  const std::string& file_;
  const RequestWords& usual_;
  std::vector<RequestWords> kinds_;
};

}  // namespace

Expected<void> check_method(std::string_view method) {
  if (!is_token(method)) return failure(fmt::format("{} is no method", in_quotes(method)));
  if (method == "CONNECT" || method == "TRACE") {
    return failure(fmt::format("{} is not asked of a server that is measured", method));
  }
  return {};
}

Expected<std::vector<RequestWords>> read_requests(std::string_view text, const std::string& file,
                                                  const RequestWords& usual) {
  FileReading reading(file, usual);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != text.npos && text[first] == '[') {
    const auto array = parse(text, file, 1);
    if (!array) return tl::unexpected(array.error());
    for (std::size_t i = 0; i < array->size(); ++i) {
      auto taken = reading.take((*array)[i], fmt::format("request {}", i + 1));
      if (!taken) return tl::unexpected(taken.error());
    }
    return reading.finish();
  }
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    const auto object = parse(line, file, number);
    if (!object) return tl::unexpected(object.error());
    if (auto taken = reading.take(*object, fmt::format("line {}", number)); !taken) {
      return tl::unexpected(taken.error());
    }
  }
  return reading.finish();
}

}  // namespace scenarios::http
