// A server that speaks TLS with a certificate of its own making.
#pragma once

#include <string>

namespace scenarios::http {

/// Signed by itself, for one name or address ("DNS:localhost", "IP:127.0.0.1"); both in PEM.
struct TestCertificate {
  std::string certificate, key;
};
TestCertificate make_certificate(const std::string& whom);

/// Answers each request with "ok" over TLS, a connection at a time, and tells in its body which
/// protocol was agreed on and which name was asked for: "http/1.1 localhost".
void serve_tls(int listening, const TestCertificate& own);

}  // namespace scenarios::http
