#include "scenarios/http/client/answer_reader.h"

#include <fmt/format.h>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>

#include "scenarios/http/client/body_search.h"

namespace scenarios::http {
namespace {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;
using Text = boost::beast::string_view;

bool is_among(const std::vector<Expectation::Statuses>& some, unsigned status) {
  for (const Expectation::Statuses& one : some) {
    if (one.low <= status && status <= one.high) return true;
  }
  return false;
}

/// Beast's parser of one answer, which keeps what a judgement needs and neither fields nor body.
class OneAnswer final : public beast_http::basic_parser<false> {
 public:
  OneAnswer(BodySearch& search, BodyReader* reader, const Expectation& expected, bool bodyless)
      : search_(search), reader_(reader), expected_(expected) {
    header_limit(AnswerReader::most_header);
    body_limit(expected.most_body);
    skip(bodyless);
    eager(true);
  }

  unsigned status() const { return status_; }
  std::uint64_t body_bytes() const { return body_bytes_; }
  /// What comes now came then.
  void came(harness::Instant now) { now_ = now; }
  bool is_wrong() const { return wrong_; }

 private:
  void on_request_impl(beast_http::verb, Text, Text, int, error_code&) override {}
  void on_response_impl(int status, Text, int, error_code&) override {
    status_ = static_cast<unsigned>(status);
  }
  void on_field_impl(beast_http::field, Text name, Text value, error_code&) override {
    if (reader_ != nullptr) {
      reader_->take_field({name.data(), name.size()}, {value.data(), value.size()});
    }
  }
  void on_header_impl(error_code&) override {
    if (reader_ != nullptr) reader_->end_header(is_among(expected_.ok, status_));
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(Text piece, error_code& error) override { return note(piece, error); }
  void on_chunk_header_impl(std::uint64_t, Text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text piece, error_code& error) override {
    return note(piece, error);
  }
  void on_finish_impl(error_code&) override {}

  std::size_t note(Text text, error_code& error) {
    const std::string_view piece(text.data(), text.size());
    search_.take(piece);
    body_bytes_ += piece.size();
    if (reader_ != nullptr && !piece.empty() && !reader_->take(piece, now_)) {
      wrong_ = true;
      error = beast_http::error::bad_value;
    }
    return piece.size();
  }

  BodySearch& search_;
  BodyReader* const reader_;
  const Expectation& expected_;
  harness::Instant now_;
  bool wrong_ = false;
  unsigned status_ = 0;
  std::uint64_t body_bytes_ = 0;
};

Ending broken(const error_code& error) {
  if (error == beast_http::error::header_limit) return failed("header too large");
  if (error == beast_http::error::body_limit) return failed("body too large");
  return failed("malformed answer", error.message());
}

}  // namespace

class AnswerReader::Parser {
 public:
  explicit Parser(std::unique_ptr<BodyReader> reader) : reader_(std::move(reader)) {}

  void begin(const Expectation& expected, bool bodyless, const harness::Request& request) {
    expected_ = &expected;
    request_ = request;
    bodyless_ = bodyless;
    has_some_ = keeps_alive_ = false;
    rest_.clear();
    ending_ = {};
    restart();
  }

  Progress take(std::string_view bytes, harness::Instant now) {
    now_ = now;
    answer_->came(now);
    has_some_ = has_some_ || !bytes.empty();
    if (rest_.empty()) {
      const std::size_t used = parse(bytes);
      if (progress_ == Progress::needs_more) rest_.assign(bytes.substr(used));
    } else {
      rest_.append(bytes);
      rest_.erase(0, parse(rest_));
    }
    if (progress_ == Progress::needs_more && rest_.size() > most_header) {
      fail(failed("header too large"));
    }
    return progress_;
  }

  Progress end(harness::Instant now) {
    now_ = now;
    answer_->came(now);
    if (!answer_->got_some()) return fail(failed("closed early", "before an answer"));
    error_code error;
    answer_->put_eof(error);
    if (!error) return judge();
    // Of a body whose length was told and isn't there, it was told wrongly.
    const bool told = answer_->is_header_done() && answer_->content_length().has_value();
    return fail(failed(told ? "wrong length" : "closed early", how_far()));
  }

  std::string how_far() const {
    if (!has_some_) return "before an answer";
    if (!answer_->is_header_done()) return "within its header";
    if (reader_) return reader_->how_far();
    const auto length = answer_->content_length();
    if (!length) return fmt::format("after {} bytes of its body", answer_->body_bytes());
    return fmt::format("{} of {} bytes", answer_->body_bytes(), *length);
  }

  bool has_some() const { return has_some_; }
  const Ending& ending() const { return ending_; }
  bool keeps_alive() const { return keeps_alive_; }
  bool take_results(Results& into) {
    if (reader_) reader_->take_results(into);
    return reader_ != nullptr;
  }

 private:
  void restart() {
    search_.begin(expected_->body_holds);
    if (reader_) reader_->begin(request_);
    answer_.emplace(search_, reader_.get(), *expected_, bodyless_);
    answer_->came(now_);
    progress_ = Progress::needs_more;
  }

  /// Returns how many bytes were used.
  std::size_t parse(std::string_view bytes) {
    std::size_t used = 0;
    while (used < bytes.size() && progress_ == Progress::needs_more) {
      error_code error;
      const std::string_view left = bytes.substr(used);
      used += answer_->put(boost::asio::buffer(left.data(), left.size()), error);
      if (error == beast_http::error::need_more) break;
      if (answer_->is_wrong()) {
        fail(failed(reader_->wrong().reason, reader_->wrong().example));
      } else if (error) {
        fail(broken(error));
      } else if (answer_->is_done()) {
        finish(bytes.size() - used);
      }
    }
    return used;
  }

  /// The message has ended, and so many bytes came behind it.
  void finish(std::size_t behind) {
    constexpr unsigned switching_protocols = 101;
    const unsigned status = answer_->status();
    if (status / 100 == 1 && status != switching_protocols) {
      restart();
    } else if (behind > 0) {
      fail(failed("wrong length", fmt::format("{} bytes behind the answer's end", behind)));
    } else {
      keeps_alive_ = answer_->keep_alive();
      judge();
    }
  }

  Progress judge() {
    progress_ = Progress::whole;
    const unsigned status = answer_->status();
    if (is_among(expected_->ok, status)) {
      if (!search_.found()) ending_ = failed("body without the expected text");
      if (auto wrong = reader_ ? reader_->end(now_) : std::nullopt) {
        ending_ = failed(std::move(wrong->reason), std::move(wrong->example));
      }
    } else if (is_among(expected_->shed, status)) {
      ending_.outcome = harness::Outcome::shed;
    } else {
      ending_ = failed(fmt::format("status {}", status), reader_ ? reader_->complaint() : "");
    }
    return progress_;
  }

  Progress fail(Ending ending) {
    ending_ = std::move(ending);
    return progress_ = Progress::broken;
  }

  const std::unique_ptr<BodyReader> reader_;  // null: nobody reads bodies
  const Expectation* expected_ = nullptr;
  harness::Request request_;
  harness::Instant now_;
  bool bodyless_ = false, has_some_ = false, keeps_alive_ = false;
  Progress progress_ = Progress::needs_more;
  BodySearch search_;
  std::optional<OneAnswer> answer_;
  std::string rest_;  // came and could not be used yet
  Ending ending_;
};

AnswerReader::AnswerReader(std::unique_ptr<BodyReader> body)
    : parser_(std::make_unique<Parser>(std::move(body))) {}
AnswerReader::~AnswerReader() = default;

void AnswerReader::begin(const Expectation& expected, bool bodyless,
                         const harness::Request& request) {
  parser_->begin(expected, bodyless, request);
}
AnswerReader::Progress AnswerReader::take(std::string_view bytes, harness::Instant now) {
  return parser_->take(bytes, now);
}
AnswerReader::Progress AnswerReader::end(harness::Instant now) {
  return parser_->end(now);
}
bool AnswerReader::take_results(Results& into) {
  return parser_->take_results(into);
}
bool AnswerReader::has_some() const {
  return parser_->has_some();
}
std::string AnswerReader::how_far() const {
  return parser_->how_far();
}
const Ending& AnswerReader::ending() const {
  return parser_->ending();
}
bool AnswerReader::keeps_alive() const {
  return parser_->keeps_alive();
}

}  // namespace scenarios::http
