#include "scenarios/openai/answer/said.h"

#include <array>
#include <nlohmann/json.hpp>

namespace scenarios::openai {
namespace {

using Json = nlohmann::json;

constexpr std::size_t deepest_said = 64;

/// Told of each part of the text, keeps what is asked for, and builds no tree of it.
class SaidReading {
 public:
  explicit SaidReading(Said& said) : said_(said) {}

  bool null() { return value(); }
  bool boolean(bool) { return value(); }
  bool number_integer(std::int64_t) { return value(); }
  bool number_float(double, const std::string&) { return value(); }
  bool binary(Json::binary_t&) { return false; }
  bool number_unsigned(std::uint64_t number) {
    if (in() == Place::usage && key_ == "prompt_tokens") said_.prompt_tokens = number;
    if (in() == Place::usage && key_ == "completion_tokens") said_.completion_tokens = number;
    return value();
  }

  bool string(const std::string& text) {
    const bool content = key_ == "content" || key_ == "reasoning_content" || key_ == "reasoning";
    if (in() == Place::choice && key_ == "text") said_.text += text;
    if (in() == Place::message && content) said_.text += text;
    if (in() == Place::choice && key_ == "finish_reason") said_.finish_reason = text;
    if (in() == Place::error && key_ == "message") said_.error = text;
    if (in() == Place::root && key_ == "error") {
      said_.is_error = true;
      said_.error = text;
    }
    return value();
  }

  bool key(std::string& name) {
    key_.swap(name);
    return true;
  }

  bool start_object(std::size_t) {
    Place place = Place::other;
    if (depth_ == 0) place = Place::root;
    if (in() == Place::choices) place = Place::choice;
    if (in() == Place::choice && (key_ == "delta" || key_ == "message")) place = Place::message;
    if (in() == Place::root && key_ == "usage") place = Place::usage;
    if (in() == Place::root && key_ == "error") {
      place = Place::error;
      said_.is_error = true;
    }
    if (place == Place::choice) said_.has_choices = true;
    return enter(place);
  }
  bool start_array(std::size_t) {
    if (depth_ == 0) return false;
    return enter(in() == Place::root && key_ == "choices" ? Place::choices : Place::other);
  }
  bool end_object() { return leave(); }
  bool end_array() { return leave(); }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) { return false; }

 private:
  enum class Place : std::uint8_t { outside, root, choices, choice, message, usage, error, other };

  Place in() const { return depth_ == 0 ? Place::outside : places_.at(depth_ - 1); }
  bool value() const { return depth_ > 0; }
  bool enter(Place place) {
    if (depth_ == deepest_said) return false;
    places_.at(depth_++) = place;
    return true;
  }
  bool leave() {
    --depth_;
    return true;
  }

  Said& said_;
  std::string key_;
  std::array<Place, deepest_said> places_{};
  std::size_t depth_ = 0;
};

}  // namespace

void Said::clear() {
  text.clear();
  finish_reason.clear();
  error.clear();
  is_error = has_choices = false;
  prompt_tokens.reset();
  completion_tokens.reset();
}

bool read_said(std::string_view json, Said& said) {
  said.clear();
  SaidReading reading(said);
  return Json::sax_parse(json.begin(), json.end(), &reading);
}

}  // namespace scenarios::openai
