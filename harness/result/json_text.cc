#include "harness/result/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace harness::result {
namespace {

/// Counts the names of a file while it is parsed.
class NameCount {
 public:
  explicit NameCount(const JsonLimits& limits) : limits_(limits) {}

  /// False for what is not to be kept.
  bool keep(Fields::Json::parse_event_t event) {
    using enum Fields::Json::parse_event_t;
    if (event == object_start) in_objects_.push_back(0);
    if (event == object_end && !in_objects_.empty()) in_objects_.pop_back();
    if (event != key) return true;
    ++names_;
    if (!in_objects_.empty() && ++in_objects_.back() > limits_.names_in_object) too_many_ = true;
    if (names_ > limits_.names) too_many_ = true;
    return !too_many_;
  }

  bool too_many() const { return too_many_; }

 private:
  JsonLimits limits_;
  std::size_t names_ = 0;
  std::vector<std::size_t> in_objects_;
  bool too_many_ = false;
};

}  // namespace

Expected<Fields::Json> parse_json(std::string_view text, std::string_view file,
                                  const JsonLimits& limits) {
  NameCount names(limits);
  const auto keep = [&](int /*depth*/, Fields::Json::parse_event_t event,
                        const Fields::Json& /*parsed*/) { return names.keep(event); };
  try {
    Fields::Json json = Fields::Json::parse(text, keep);
    if (!names.too_many()) return json;
    return failure(fmt::format("{}: more than {} names", file,
                               std::min(limits.names, limits.names_in_object)));
  } catch (const Fields::Json::parse_error& error) {
    const auto read = text.substr(0, std::min(error.byte, text.size()));
    return failure(fmt::format("{} line {}: not JSON, so the file was cut short or edited", file,
                               std::count(read.begin(), read.end(), '\n') + 1));
  } catch (const Fields::Json::exception&) {
    return failure(fmt::format("{}: a number that is too large for a double", file));
  }
}

}  // namespace harness::result
