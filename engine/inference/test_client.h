// For tests: a client that sends bytes as it is told, and a service for it.
#pragma once

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "engine/inference/schedule/test_model.h"
#include "engine/inference/service.h"

namespace engine::inference {

/// An answer over HTTP, its chunks put together.
struct TestAnswer {
  unsigned status = 0;
  std::string head, body;
  bool whole = false;  // came to its end

  bool has(std::string_view line) const { return head.find(line) != std::string::npos; }
};

/// A connection, on which reading waits for ten seconds at most.
class TestClient {
 public:
  explicit TestClient(std::uint16_t port, int receive_buffer = 0)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0) {
      ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_open_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~TestClient() { close(); }
  TestClient(TestClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)),
        is_open_(other.is_open_),
        held_(std::move(other.held_)) {}
  TestClient& operator=(TestClient&&) = delete;

  bool is_open() const { return is_open_; }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }
  /// False: the server is gone.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  /// The next answer, as far as it comes.
  TestAnswer read() {
    TestAnswer answer;
    const auto head_end = wait_for("\r\n\r\n", 0);
    if (!head_end) return answer;
    answer.head = take(*head_end + 4);
    answer.status = static_cast<unsigned>(std::atoi(answer.head.c_str() + 9));
    if (answer.status == 100) return answer;
    const std::size_t length = answer.head.find("Content-Length: ");
    if (length != std::string::npos) {
      const auto bytes = static_cast<std::size_t>(std::atoll(answer.head.c_str() + length + 16));
      while (held_.size() < bytes && more()) {
      }
      answer.whole = held_.size() >= bytes;
      answer.body = take(std::min(bytes, held_.size()));
    } else if (answer.has("Transfer-Encoding: chunked")) {
      answer.whole = read_chunks(answer.body);
    } else {
      answer.whole = true;
      while (more()) {
      }
      answer.body = take(held_.size());
    }
    return answer;
  }
  /// Whether the server closes within that time, whatever it sends before.
  bool is_closed_within(std::chrono::milliseconds time) {
    const auto until = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < until) {
      if (!more(20)) return !timed_out_ || closed_;
    }
    return false;
  }
  const std::string& held() const { return held_; }

 private:
  bool more(int wait_ms = 10'000) {
    pollfd one{socket_, POLLIN, 0};
    if (::poll(&one, 1, wait_ms) <= 0) return timed_out_ = true, wait_ms < 10'000;
    char bytes[16'384];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    timed_out_ = false;
    closed_ = got <= 0;
    if (got > 0) held_.append(bytes, static_cast<std::size_t>(got));
    return got > 0;
  }
  std::optional<std::size_t> wait_for(std::string_view text, std::size_t from) {
    std::size_t at = 0;
    while ((at = held_.find(text, from)) == std::string::npos) {
      if (!more()) return std::nullopt;
    }
    return at;
  }
  std::string take(std::size_t bytes) {
    std::string taken = held_.substr(0, bytes);
    held_.erase(0, bytes);
    return taken;
  }
  bool read_chunks(std::string& body) {
    while (true) {
      const auto line = wait_for("\r\n", 0);
      if (!line) return false;
      const std::size_t bytes = std::strtoul(held_.c_str(), nullptr, 16);
      while (held_.size() < *line + 2 + bytes + 2 && more()) {
      }
      if (held_.size() < *line + 2 + bytes + 2) return false;
      take(*line + 2);
      body += take(bytes);
      take(2);
      if (bytes == 0) return true;
    }
  }

  int socket_;
  bool is_open_ = false, closed_ = false, timed_out_ = false;
  std::string held_;
};

/// The bytes of a request.
inline std::string http_post(std::string_view body, std::string_view fields = {}) {
  return "POST /v1/completions HTTP/1.1\r\nHost: x\r\n" + std::string(fields) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}
inline std::string http_get(std::string_view path) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n\r\n";
}
inline std::string question(std::string_view prompt, std::size_t tokens, bool stream = false,
                            std::string_view more = {}) {
  return R"({"prompt":")" + std::string(prompt) + R"(","max_tokens":)" + std::to_string(tokens) +
         (stream ? R"(,"stream":true)" : "") + std::string(more) + "}";
}

/// All texts in a body, whole or of events, put together. Precondition: they hold no quotes.
inline std::string texts_of(std::string_view body) {
  constexpr std::string_view begin = R"("text":")";
  std::string text;
  std::size_t at = 0;
  while ((at = body.find(begin, at)) != std::string_view::npos) {
    at += begin.size();
    text += body.substr(at, body.find('"', at) - at);
  }
  return text;
}

/// A service on a port of its own, with a model of the test's.
class TestService {
 public:
  TestService(options::Options options, std::shared_ptr<const Model> model)
      : service(*Service::start(with_free_port(options),
                                [model](const auto&, const auto&, const auto&) {
                                  return Expected<std::shared_ptr<const Model>>(model);
                                })) {}

  TestClient client(int receive_buffer = 0) const {
    return TestClient(service->port(), receive_buffer);
  }
  TestAnswer ask(std::string_view body, std::string_view fields = {}) const {
    TestClient one = client();
    one.send(http_post(body, fields));
    return one.read();
  }
  /// A counter of /metrics, by its name behind the prefix, labels included.
  double metric(const std::string& name) const {
    TestClient one = client();
    one.send(http_get("/metrics"));
    const std::string text = one.read().body;
    const std::string line = "\nprony_inference_" + name + " ";
    const std::size_t at = text.find(line);
    return at == std::string::npos ? -1 : std::atof(text.c_str() + at + line.size());
  }
  bool becomes(const std::string& name, double value) const {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (metric(name) != value) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
  }

  static options::Options with_free_port(options::Options options) {
    options.server.port = 0;
    return options;
  }

  std::unique_ptr<Service> service;
};

}  // namespace engine::inference
