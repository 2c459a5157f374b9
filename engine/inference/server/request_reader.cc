#include "engine/inference/server/request_reader.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <utility>

namespace engine::inference::server {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr std::size_t longest_id = 128;
constexpr std::size_t last_chunk_bytes = 5;  // of "0\r\n\r\n"

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return Method::get;
    case http::verb::post:
      return Method::post;
    case http::verb::delete_:
      return Method::del;
    default:
      return Method::other;
  }
}

std::string text_of(beast::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

struct RequestReader::Parser {
  http::request_parser<http::string_body> parser;
};

RequestReader::RequestReader(const Settings& settings)
    : parser_(std::make_unique<Parser>()), most_line_(settings.most_header) {
  auto& parser = parser_->parser;
  parser.eager(true);
  parser.header_limit(static_cast<std::uint32_t>(settings.most_header));
  parser.body_limit(settings.most_body);
}

RequestReader::~RequestReader() = default;
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;

RequestReader::Progress RequestReader::take(std::string_view& bytes) {
  auto& parser = parser_->parser;
  beast::error_code code;
  // Given less of the last chunk, Beast 1.74 finds an assertion broken.
  const bool in_chunks = parser.is_header_done() && parser.chunked();
  if (in_chunks && bytes.size() < last_chunk_bytes) return Progress::needs_more;
  const std::size_t used =
      bytes.empty() ? 0 : parser.put(boost::asio::buffer(bytes.data(), bytes.size()), code);
  bytes.remove_prefix(used);
  if (code == http::error::header_limit) return refuse(431, "the head is too long");
  if (code == http::error::body_limit) return refuse(413, "the body is too long");
  if (code && code != http::error::need_more) return refuse(400, code.message());
  if (parser.is_done()) return Progress::whole;
  // Of a line within the body's chunks, or of the fields behind them, Beast bounds no length.
  if (bytes.size() > most_line_) return refuse(431, "a line of the body is too long");
  const bool waits = parser.is_header_done() && !has_continued_ &&
                     beast::iequals(parser.get()[http::field::expect], "100-continue");
  has_continued_ = has_continued_ || waits;
  return waits ? Progress::to_continue : Progress::needs_more;
}

RequestReader::Progress RequestReader::refuse(unsigned status, std::string complaint) {
  status_ = status;
  complaint_ = std::move(complaint);
  return Progress::refused;
}

HttpRequest RequestReader::release() {
  auto request = parser_->parser.release();
  const auto id = request.find("x-request-id");
  const bool has_id = id != request.end() && id->value().size() <= longest_id;
  return {.method = method_of(request.method()),
          .target = text_of(request.target()),
          .id = has_id ? text_of(id->value()) : std::string(),
          .body = std::move(request.body()),
          .is_1_0 = request.version() < 11,
          .keep_alive = request.keep_alive()};
}

}  // namespace engine::inference::server
