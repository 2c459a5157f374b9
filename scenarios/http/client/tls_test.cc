// Whom the client trusts.
#include <doctest/doctest.h>

#include <fstream>

#include "harness/result/sample/temporary_folder.h"
#include "scenarios/http/client/asked.h"
#include "scenarios/http/client/test_certificate.h"
#include "scenarios/http/client/test_server.h"

namespace tls_test {

using harness::Outcome;
using scenarios::http::Asked;
using scenarios::http::ClientPlan;
using scenarios::http::make_certificate;
using scenarios::http::target_for;
using scenarios::http::TestCertificate;
using scenarios::http::TestServer;
using scenarios::http::TestSource;
using scenarios::http::Told;

namespace {

/// A server for that name, and the file that says whose word is taken for it.
struct Stage {
  explicit Stage(const std::string& whom)
      : own(make_certificate(whom)),
        server([this](int listening) { scenarios::http::serve_tls(listening, own); }),
        file(folder.path() / "authority.pem") {
    std::ofstream(file) << own.certificate;
  }

  /// What a request came to, or why none could be made.
  std::string ask(const std::string& host, const ClientPlan& plan, const std::string& holds = {}) {
    harness::RealClock clock;
    Asked asked(clock);
    auto prepared = target_for(
        clock, server.port(), {.expected = {.body_holds = holds}, .host = host, .tls = true}, plan);
    if (!prepared) return prepared.error().message;
    std::string all;
    for (const Told& one : asked.in_turn(*prepared->target, 3)) {
      all += one.outcome == Outcome::ok ? "ok " : one.reason + " ";
    }
    return all;
  }

  harness::result::sample::TemporaryFolder folder;
  TestCertificate own;
  TestServer server;
  std::filesystem::path file;
};

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a certificate that nobody signed is refused, unless its file is named") {
  Stage stage("DNS:localhost,IP:127.0.0.1");
  const std::string refused = stage.ask("localhost", {});
  INFO(refused);
  CHECK(says(refused, "no server answers at localhost"));
  CHECK(says(refused, "TLS: certificate refused: self-signed certificate"));
  CHECK(stage.ask("localhost", {.trust = {.authorities = stage.file}}) == "ok ok ok ");
  CHECK(stage.ask("127.0.0.1", {.trust = {.authorities = stage.file}}) == "ok ok ok ");
  CHECK(stage.ask("localhost", {.trust = {.verify = false}}) == "ok ok ok ");
}

TEST_CASE("a certificate for somebody else is refused") {
  Stage stage("DNS:example.org");
  for (const char* host : {"localhost", "127.0.0.1"}) {
    const std::string refused = stage.ask(host, {.trust = {.authorities = stage.file}});
    INFO(refused);
    CHECK(says(refused, "TLS: certificate refused:"));
    CHECK(says(refused, "mismatch"));
  }
}

TEST_CASE("HTTP/1.1 is what is agreed on, and the host's name is told") {
  Stage stage("DNS:localhost");
  CHECK(stage.ask("localhost", {.trust = {.authorities = stage.file}}, "http/1.1 localhost") ==
        "ok ok ok ");
}

TEST_CASE("a file without certificates is told") {
  Stage stage("DNS:localhost");
  const std::filesystem::path empty = stage.folder.path() / "empty.pem";
  std::ofstream(empty) << "nothing\n";
  CHECK(says(stage.ask("localhost", {.trust = {.authorities = empty}}), "no certificates"));
}

TEST_CASE("a server that speaks no TLS is told") {
  const TestServer server(scenarios::http::serve_badly);
  harness::RealClock clock;
  const auto prepared = target_for(clock, server.port(), {.host = "localhost", .tls = true},
                                   {.timeout = std::chrono::seconds(2)});
  REQUIRE_FALSE(prepared);
  INFO(prepared.error().message);
  CHECK(says(prepared.error().message, "no server answers at localhost"));
}

}  // namespace tls_test
