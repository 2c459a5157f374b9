#include "engine/inference/models/models.h"

namespace engine::inference::models {
namespace {

/// Names with commas between; what they name is checked where it is opened.
OptionWords<std::string> names() {
  return {[](std::string_view text) -> Expected<std::string> {
            if (text == "none") return std::string();
            if (text.empty() || text.find(' ') != std::string_view::npos) {
              return failure(Reason::invalid_option, "'" + std::string(text) +
                                                         "' is neither none nor names with commas "
                                                         "between, such as 1m,110m");
            }
            return std::string(text);
          },
          [](const std::string& value) { return value.empty() ? "none" : value; }};
}

}  // namespace

OptionTable<Settings> rows() {
  using namespace option_words;
  return {
      option<Settings>({"models.loading", "async | sync",
                        "A model is loaded by a thread of its own, while others are served, or by "
                        "the thread whose request wants it, and everything waits.",
                        "004.9", "load latency -30 % (projected)"},
                       &Settings::asynchronous, choice<bool>({{"async", true}, {"sync", false}})),
      option<Settings>(
          {"models.ttl", "a duration | never", "How long a model stays loaded that nobody uses."},
          &Settings::ttl, boundless("never", duration())),
      option<Settings>({"models.capacity", "a size | unbounded",
                        "Bytes of all models that are loaded: the longest unused goes first."},
                       &Settings::capacity_bytes, boundless("unbounded", bytes())),
      option<Settings>({"models.also", "none | NAME,NAME,...",
                        "Shapes that requests may name beside the server's own model."},
                       &Settings::also, names())};
}

}  // namespace engine::inference::models
