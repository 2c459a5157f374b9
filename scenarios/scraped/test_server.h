// A server of a test: the same connection's worth of bytes for each of its connections.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <string>
#include <thread>

namespace scenarios::scraped {

class TestServer {
 public:
  /// `answer(n)`: all bytes of the n-th connection's answer, after which it is closed.
  explicit TestServer(std::function<std::string(std::size_t)> answer)
      : acceptor_(context_, {boost::asio::ip::address_v4::loopback(), 0}),
        answer_(std::move(answer)),
        thread_([this] { serve(); }) {}
  ~TestServer() {
    ended_ = true;
    boost::system::error_code code;
    boost::asio::ip::tcp::socket last(context_);
    last.connect(acceptor_.local_endpoint(), code);  // wakes it
    thread_.join();
  }

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

 private:
  void serve() {
    for (std::size_t n = 0;; ++n) {
      boost::asio::ip::tcp::socket socket(context_);
      boost::system::error_code code;
      acceptor_.accept(socket, code);
      if (ended_) return;
      boost::asio::streambuf asked;
      boost::asio::read_until(socket, asked, "\r\n\r\n", code);
      boost::asio::write(socket, boost::asio::buffer(answer_(n)), code);
    }
  }

  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  const std::function<std::string(std::size_t)> answer_;
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

inline std::string ok_answer(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace scenarios::scraped
