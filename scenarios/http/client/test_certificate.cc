#include "scenarios/http/client/test_certificate.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace scenarios::http {
namespace {

struct Free {
  void operator()(X509* one) const { X509_free(one); }
  void operator()(EVP_PKEY* one) const { EVP_PKEY_free(one); }
  void operator()(BIO* one) const { BIO_free(one); }
  void operator()(SSL* one) const { SSL_free(one); }
  void operator()(SSL_CTX* one) const { SSL_CTX_free(one); }
  void operator()(X509_EXTENSION* one) const { X509_EXTENSION_free(one); }
};
template <class T>
using Own = std::unique_ptr<T, Free>;

std::string text_of(BIO* memory) {
  char* start = nullptr;
  const long size = BIO_ctrl(memory, BIO_CTRL_INFO, 0, &start);
  return {start, static_cast<std::size_t>(size)};
}

void extend(X509* certificate, int kind, const std::string& value) {
  const Own<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
  X509_add_ext(certificate, extension.get(), -1);
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void*) {
  if (offered_size < 1) return SSL_TLSEXT_ERR_NOACK;
  *size = offered[0];
  *chosen = offered + 1;
  return SSL_TLSEXT_ERR_OK;
}

std::string agreed(SSL* session) {
  const unsigned char* protocol = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(session, &protocol, &size);
  const char* const name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name);
  return std::string(reinterpret_cast<const char*>(protocol), size) + " " +
         (name == nullptr ? "" : name);
}

void serve_one(SSL* session) {
  if (SSL_accept(session) != 1) return;
  std::array<char, 4096> block;
  while (SSL_read(session, block.data(), block.size()) > 0) {
    const std::string body = agreed(session);
    const std::string answer =
        "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    SSL_write(session, answer.data(), static_cast<int>(answer.size()));
  }
}

}  // namespace

TestCertificate make_certificate(const std::string& whom) {
  const Own<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  const Own<X509> made(X509_new());
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
  X509_set_pubkey(made.get(), key.get());
  X509_NAME* const name = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("a test"), -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  extend(made.get(), NID_subject_alt_name, whom);
  extend(made.get(), NID_basic_constraints, "critical,CA:TRUE");
  X509_sign(made.get(), key.get(), EVP_sha256());
  const Own<BIO> certificate(BIO_new(BIO_s_mem())), secret(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(certificate.get(), made.get());
  PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return {text_of(certificate.get()), text_of(secret.get())};
}

void serve_tls(int listening, const TestCertificate& own) {
  ::fcntl(listening, F_SETFL, 0);
  ::signal(SIGPIPE, SIG_IGN);
  const Own<SSL_CTX> context(SSL_CTX_new(TLS_server_method()));
  const Own<BIO> certificate(BIO_new_mem_buf(own.certificate.data(), -1)),
      secret(BIO_new_mem_buf(own.key.data(), -1));
  const Own<X509> parsed(PEM_read_bio_X509(certificate.get(), nullptr, nullptr, nullptr));
  const Own<EVP_PKEY> key(PEM_read_bio_PrivateKey(secret.get(), nullptr, nullptr, nullptr));
  if (SSL_CTX_use_certificate(context.get(), parsed.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1) {
    std::abort();
  }
  SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  while (true) {
    const int socket = ::accept(listening, nullptr, nullptr);
    if (socket < 0) continue;
    const Own<SSL> session(SSL_new(context.get()));
    SSL_set_fd(session.get(), socket);
    serve_one(session.get());
    ::close(socket);
  }
}

}  // namespace scenarios::http
