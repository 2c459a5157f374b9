#include "engine/inference/server/question.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace engine::inference::server {
namespace {

constexpr std::size_t most_stops = 4;
constexpr std::size_t longest_stop = 256;  // bytes
constexpr int deepest = 16;

enum class Kind : std::uint8_t { text, texts, flag, number, object };
struct Field {
  std::string_view name;
  Kind kind;
};
constexpr Field fields[] = {{"model", Kind::text},
                            {"prompt", Kind::texts},
                            {"stop", Kind::texts},
                            {"suffix", Kind::text},
                            {"stream", Kind::flag},
                            {"ignore_eos", Kind::flag},
                            {"echo", Kind::flag},
                            {"max_tokens", Kind::number},
                            {"temperature", Kind::number},
                            {"n", Kind::number},
                            {"best_of", Kind::number},
                            {"presence_penalty", Kind::number},
                            {"frequency_penalty", Kind::number},
                            {"logprobs", Kind::number},
                            {"stream_options", Kind::object}};

/// Takes the fields as they come, and keeps nothing of the others, however large they are.
class QuestionReader {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  QuestionReader(Question& question, std::size_t most_tokens)
      : question_(question), most_tokens_(most_tokens) {}

  const std::optional<Error>& error() const { return error_; }
  bool has_prompt() const { return has_prompt_; }

  bool null() { return begin_value() && (where() != Where::list || !known() || wrong_type()); }
  bool boolean(bool value) {
    if (where() == Where::object && field_ == "stream_options" && name_ == "include_usage") {
      question_.include_usage = value;
    }
    return begin_value() && (!is_judged() || (is_right(Kind::flag) && take(value)));
  }
  bool number_integer(number_integer_t value) { return number(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) { return number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) { return number(value); }
  bool string(string_t& value) {
    return begin_value() && (!is_judged() || (is_right(Kind::text) && take(value)));
  }
  bool binary(binary_t&) { return wrong_type(); }

  bool start_object(std::size_t) {
    if (depth_ == 0) return ++depth_, true;
    if (is_judged() && !is_right(Kind::object)) return false;
    return deeper(false);
  }
  bool end_object() { return --depth_, true; }
  bool key(string_t& name) {
    if (depth_ <= 2) (depth_ == 1 ? field_ : name_) = std::move(name);
    return true;
  }
  bool start_array(std::size_t) {
    if (!begin_value()) return false;
    if (is_judged() && !is_right(Kind::texts)) return false;
    return deeper(true);
  }
  bool end_array() { return --depth_, true; }
  bool parse_error(std::size_t at, const std::string&, const nlohmann::json::exception&) {
    return fail(Reason::malformed, fmt::format("the body is no JSON, at byte {}", at));
  }

 private:
  /// A field of the question, a member of one's list or object, or further within.
  enum class Where : std::uint8_t { field, list, object, deeper };

  Where where() const {
    if (depth_ == 1) return Where::field;
    if (depth_ > 2) return Where::deeper;
    return second_is_list_ ? Where::list : Where::object;
  }
  std::optional<Kind> known() const {
    const auto* const found = std::ranges::find(fields, field_, &Field::name);
    return found == std::end(fields) ? std::nullopt : std::optional(found->kind);
  }
  /// Whether it matters of what kind a value is that stands here.
  bool is_judged() const { return known() && (where() == Where::field || where() == Where::list); }
  bool is_right(Kind kind) {
    const Kind its = *known();
    const bool right = where() == Where::list ? its == Kind::texts && kind == Kind::text
                       : its == Kind::texts   ? kind == Kind::text || kind == Kind::texts
                                              : its == kind;
    return right || wrong_type();
  }

  bool begin_value() {
    return depth_ > 0 || fail(Reason::malformed, "the body is to be an object");
  }
  bool deeper(bool list) {
    if (depth_ == deepest) return fail(Reason::too_deep, "the body is nested too deeply");
    if (++depth_ == 2) second_is_list_ = list;
    return true;
  }
  bool fail(Reason reason, std::string detail) {
    if (!error_) error_ = {reason, std::move(detail)};
    return false;
  }
  bool wrong_type() { return fail(Reason::malformed, field_ + ": is of a wrong type"); }
  bool refuse(std::string_view why) {
    return fail(Reason::invalid_option, fmt::format("{}: {}", field_, why));
  }

  bool take(bool value) {
    if (field_ == "echo" && value) return refuse("the prompt is not sent back");
    if (field_ == "stream") question_.stream = value;
    if (field_ == "ignore_eos") question_.ask.ignore_end = value;
    return true;
  }
  bool take(std::string& text) {
    if (field_ == "prompt") {
      if (std::exchange(has_prompt_, true)) return refuse("one a request");
      question_.ask.prompt = std::move(text);
    } else if (field_ == "stop") {
      if (question_.ask.stops.size() == most_stops) return refuse("at most 4 texts");
      if (text.empty() || text.size() > longest_stop) return refuse("texts of 1 to 256 bytes");
      question_.ask.stops.push_back(std::move(text));
    } else if (field_ == "suffix" && !text.empty()) {
      return refuse("is not supported: leave it out");
    } else if (field_ == "model") {
      question_.model = std::move(text);
    }
    return true;
  }
  bool number(double value) {
    return begin_value() && (!is_judged() || (is_right(Kind::number) && take(value)));
  }
  bool take(double value) {
    if (field_ == "max_tokens") {
      if (!(value >= 1 && value <= static_cast<double>(most_tokens_)) ||
          value != static_cast<double>(static_cast<std::size_t>(value))) {
        return refuse(fmt::format("is a whole number from 1 to {}", most_tokens_));
      }
      question_.ask.most_tokens = static_cast<std::size_t>(value);
    } else if (field_ == "temperature") {
      return value == 0 || refuse("answers are greedy: leave it out, or write 0");
    } else if (field_ == "n" || field_ == "best_of") {
      return value == 1 || refuse("one answer a request");
    } else {
      return (value == 0 && field_ != "logprobs") || refuse("is not supported: leave it out");
    }
    return true;
  }

  Question& question_;
  const std::size_t most_tokens_;
  std::optional<Error> error_;
  std::string field_, name_;
  int depth_ = 0;
  bool second_is_list_ = false;
  bool has_prompt_ = false;
};

}  // namespace

Expected<Question> read_question(std::string_view body, std::size_t most_tokens) {
  Question question;
  question.ask.most_tokens = std::min(question.ask.most_tokens, most_tokens);
  QuestionReader reader(question, most_tokens);
  const bool read = nlohmann::json::sax_parse(body.begin(), body.end(), &reader);
  if (reader.error()) return tl::unexpected(*reader.error());
  if (!read) return failure(Reason::malformed, "the body is no JSON");
  if (!reader.has_prompt()) return failure(Reason::malformed, "prompt: is missing");
  if (question.ask.prompt.empty()) return failure(Reason::empty, "prompt: is empty");
  return question;
}

}  // namespace engine::inference::server
