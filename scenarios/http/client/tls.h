// TLS over a socket that never blocks.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "harness/expected.h"
#include "scenarios/http/client/ending.h"
#include "scenarios/http/client/moved.h"
#include "scenarios/http/plan/client_plan.h"

namespace scenarios::http {

/// One side of a TLS connection. One thread.
class TlsSession {
 public:
  TlsSession() = default;

  bool is_open() const { return session_ != nullptr; }
  void close() { session_.reset(); }

  /// `moved` once the server has proved who it is.
  Moved shake_hands();
  /// `ended`: the server has said that it ends, not merely that its socket was closed.
  Moved read(std::span<char> into);
  Moved write(std::string_view bytes);
  /// Are there bytes to read of which the socket knows nothing any more?
  bool has_more() const;

  /// Why the last of them failed.
  Ending complaint() const;

 private:
  friend class Tls;
  struct Free {
    void operator()(SSL* session) const;
  };
  Moved moved(int result, std::size_t bytes);

  std::unique_ptr<SSL, Free> session_;
  std::string reason_;  // of the last failure, as the library has it
  int error_ = 0;       // of the socket, where it was that
};

/// What all connections to a server share: whose word is taken for its certificate. Any thread.
class Tls {
 public:
  /// `host` has to be what the certificate is for, and is sent along (SNI) unless it is a literal
  /// address. HTTP/1.1 is what is asked for (ALPN). Errors: the file of authorities can't be read
  /// or holds none.
  static harness::Expected<Tls> make(const Trust& trust, std::string host);

  /// A new connection over a connected socket, which stays the caller's.
  TlsSession open(int socket) const;

 private:
  struct Free {
    void operator()(SSL_CTX* context) const;
  };
  Tls(SSL_CTX* context, std::string host, bool verify)
      : context_(context), host_(std::move(host)), verify_(verify) {}

  std::unique_ptr<SSL_CTX, Free> context_;
  std::string host_;
  bool verify_;
};

}  // namespace scenarios::http
