// What is sent to an HTTP server, and which answers are right.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/request_classes.h"
#include "harness/target.h"
#include "scenarios/http/plan/body_reader.h"

namespace scenarios::http {

/// Where all requests go. Only this address is ever asked.
struct Endpoint {
  bool tls = false;
  std::string host;  // as a name or a literal address, without brackets
  std::uint16_t port = 80;
  std::string authority;  // of the Host header: "example.org:8080"
  bool operator==(const Endpoint&) const = default;
};

/// Which answers to a kind of request are right.
struct Expectation {
  struct Statuses {
    unsigned low = 200, high = 299;
  };
  std::vector<Statuses> ok = {{200, 299}};
  std::vector<Statuses> shed = {{429, 429}, {503, 503}};
  std::string body_holds;                             // bytes that the body has to hold; empty: any
  std::uint64_t most_body = std::uint64_t{64} << 20;  // bytes; a larger one is a failure
};

/// The requests of a run: bytes for each, of one or several kinds. Immutable; any thread.
class MessageSource {
 public:
  virtual ~MessageSource() = default;
  virtual const Endpoint& endpoint() const = 0;
  virtual std::uint64_t population() const = 0;
  /// The kinds by name; empty where there is but one.
  virtual harness::RequestClasses classes() const = 0;
  virtual const Expectation& expectation(std::size_t kind) const = 0;
  /// Is the answer to that kind without a body whatever its header says (HEAD)?
  virtual bool bodyless(std::size_t kind) const = 0;
  /// Appends the whole request, request line to body, and returns its kind. By id and item alone:
  /// the same request has the same bytes in each run of a seed.
  virtual std::size_t write(const harness::Request& request, std::string& into) const = 0;
  /// Reads the bodies of answers, one reader for each connection. Null: a body is nothing but
  /// bytes, and the first of an answer's is its first result.
  virtual std::unique_ptr<BodyReader> make_reader() const { return nullptr; }
};

}  // namespace scenarios::http
