#include "scenarios/scraped/get.h"

#include <fmt/format.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

namespace scenarios::scraped {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using harness::Expected;
using harness::failure;
using Code = boost::system::error_code;

constexpr std::uint64_t most_answer = std::uint64_t{16} << 20;

/// Connects, asks and reads, one after the other; each step begins the next.
class Asking {
 public:
  Asking(asio::io_context& context, const http::Endpoint& endpoint, const std::string& target)
      : stream_(context), request_(beast::http::verb::get, target, 11) {
    request_.set(beast::http::field::host, endpoint.authority);
    request_.set(beast::http::field::user_agent, "prony");
    request_.set(beast::http::field::connection, "close");
    answer_.body_limit(most_answer);
  }

  void begin(const asio::ip::tcp::resolver::results_type& addresses, harness::Duration patience) {
    stream_.expires_after(patience);
    stream_.async_connect(addresses, [this](Code code, const auto&) {
      if (end_of(code)) return;
      beast::http::async_write(stream_, request_, [this](Code written, std::size_t) {
        if (end_of(written)) return;
        beast::http::async_read(stream_, buffer_, answer_,
                                [this](Code read, std::size_t) { end_of(read), done_ = true; });
      });
    });
  }

  Expected<std::string> answer() {
    if (code_ == beast::error::timeout) return failure("does not answer in time");
    if (code_) return failure(code_.message());
    if (!done_) return failure("was not waited for");
    if (answer_.get().result_int() != 200) {
      return failure(fmt::format("answers with status {}", answer_.get().result_int()));
    }
    return std::move(answer_.get().body());
  }

 private:
  bool end_of(Code code) {
    code_ = code;
    return code_.failed();
  }

  beast::tcp_stream stream_;
  beast::http::request<beast::http::empty_body> request_;
  beast::flat_buffer buffer_;
  beast::http::response_parser<beast::http::string_body> answer_;
  Code code_;
  bool done_ = false;
};

}  // namespace

Expected<std::string> get(const http::Endpoint& endpoint, const std::string& target,
                          harness::Duration patience, const std::stop_token& stop) {
  asio::io_context context;
  asio::ip::tcp::resolver resolver(context);
  Code code;
  const auto addresses = resolver.resolve(endpoint.host, std::to_string(endpoint.port), code);
  if (code) return failure(code.message());
  Asking asking(context, endpoint, target);
  asking.begin(addresses, patience);
  const std::stop_callback stopped(stop, [&context] { context.stop(); });
  context.run();
  return asking.answer();
}

}  // namespace scenarios::scraped
