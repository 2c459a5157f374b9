#include "scenarios/http/client/tls.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <cerrno>

namespace scenarios::http {
namespace {

std::string last_words() {
  const unsigned long error = ERR_peek_last_error();
  const char* const words = error == 0 ? nullptr : ERR_reason_error_string(error);
  return words == nullptr ? "no reason given" : words;
}

bool is_literal_address(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> any;
  return ::inet_pton(AF_INET, host.c_str(), any.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), any.data()) == 1;
}

}  // namespace

void TlsSession::Free::operator()(SSL* session) const {
  SSL_free(session);
}
void Tls::Free::operator()(SSL_CTX* context) const {
  SSL_CTX_free(context);
}

harness::Expected<Tls> Tls::make(const Trust& trust, std::string host) {
  Tls tls(SSL_CTX_new(TLS_client_method()), std::move(host), trust.verify);
  SSL_CTX* const context = tls.context_.get();
  if (context == nullptr) return harness::failure("no TLS: " + last_words());
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  constexpr std::array<unsigned char, 9> alpn{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  SSL_CTX_set_alpn_protos(context, alpn.data(), alpn.size());
  SSL_CTX_set_verify(context, trust.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  if (!trust.verify) return tls;
  if (trust.authorities.empty()) {
    SSL_CTX_set_default_verify_paths(context);
  } else if (SSL_CTX_load_verify_file(context, trust.authorities.c_str()) != 1) {
    return harness::failure(
        trust.authorities.string() +
        ": no certificates of authorities (PEM) can be read from it: " + last_words());
  }
  return tls;
}

TlsSession Tls::open(int socket) const {
  TlsSession opened;
  opened.session_.reset(SSL_new(context_.get()));
  SSL* const session = opened.session_.get();
  if (session == nullptr) return opened;
  SSL_set_fd(session, socket);
  SSL_set_connect_state(session);
  if (is_literal_address(host_)) {
    if (verify_) X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host_.c_str());
  } else {
    // SSL_set_tlsext_host_name, without the cast of its macro.
    SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             const_cast<char*>(host_.c_str()));
    if (verify_) SSL_set1_host(session, host_.c_str());
  }
  return opened;
}

Moved TlsSession::moved(int result, std::size_t bytes) {
  const int socket_error = errno;
  if (result > 0) return {.state = Moved::State::moved, .bytes = bytes};
  switch (SSL_get_error(session_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return {.state = Moved::State::to_read};
    case SSL_ERROR_WANT_WRITE:
      return {.state = Moved::State::to_write};
    case SSL_ERROR_ZERO_RETURN:
      return {.state = Moved::State::ended};
    case SSL_ERROR_SYSCALL:
      error_ = socket_error != 0 ? socket_error : ECONNRESET;
      return {.state = Moved::State::failed, .error = error_};
    default:
      error_ = 0;
      reason_ = last_words();
      return {.state = Moved::State::failed};
  }
}

// The queue of errors is the thread's: what an earlier call left there would be taken for ours.

Moved TlsSession::shake_hands() {
  ERR_clear_error();
  return moved(SSL_do_handshake(session_.get()), 0);
}

Moved TlsSession::read(std::span<char> into) {
  ERR_clear_error();
  std::size_t bytes = 0;
  const int result = SSL_read_ex(session_.get(), into.data(), into.size(), &bytes);
  return moved(result, bytes);
}

Moved TlsSession::write(std::string_view bytes) {
  ERR_clear_error();
  std::size_t written = 0;
  const int result = SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &written);
  return moved(result, written);
}

bool TlsSession::has_more() const {
  return SSL_pending(session_.get()) > 0;
}

Ending TlsSession::complaint() const {
  const long found = SSL_get_verify_result(session_.get());
  if (found != X509_V_OK && !SSL_is_init_finished(session_.get())) {
    return failed(std::string("TLS: certificate refused: ") + X509_verify_cert_error_string(found));
  }
  if (error_ != 0) return socket_failure(error_);
  if (reason_ == "unexpected eof while reading") return failed("closed early", "TLS: " + reason_);
  return failed("TLS: " + reason_);
}

}  // namespace scenarios::http
