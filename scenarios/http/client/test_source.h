// Requests as tests make them up.
#pragma once

#include <string>

#include "scenarios/http/plan/message_source.h"

namespace scenarios::http {

/// A GET of one path of a server on this machine, whatever the request.
class TestSource final : public MessageSource {
 public:
  struct Made {
    std::string method = "GET";
    std::string path = "/";
    std::string body = {};
    Expectation expected = {};
    std::string host = "127.0.0.1";
    bool tls = false;
    bool keep_alive = true;
  };

  TestSource(std::uint16_t port, Made made) : made_(std::move(made)) {
    endpoint_ = {.tls = made_.tls,
                 .host = made_.host,
                 .port = port,
                 .authority = made_.host + ":" + std::to_string(port)};
    text_ = made_.method + " " + made_.path + " HTTP/1.1\r\nHost: " + endpoint_.authority +
            (made_.keep_alive ? "\r\n" : "\r\nConnection: close\r\n") +
            (made_.body.empty() ? ""
                                : "Content-Length: " + std::to_string(made_.body.size()) + "\r\n") +
            "\r\n" + made_.body;
  }

  const Endpoint& endpoint() const override { return endpoint_; }
  std::uint64_t population() const override { return 1; }
  harness::RequestClasses classes() const override { return {}; }
  const Expectation& expectation(std::size_t) const override { return made_.expected; }
  bool bodyless(std::size_t) const override { return made_.method == "HEAD"; }
  std::size_t write(const harness::Request&, std::string& into) const override {
    into += text_;
    return 0;
  }

 private:
  Made made_;
  Endpoint endpoint_;
  std::string text_;
};

}  // namespace scenarios::http
