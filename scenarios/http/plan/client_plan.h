// How requests go to an HTTP server: everything that a user says of it but the requests themselves.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>

#include "harness/clock.h"
#include "harness/scenario/scenario.h"

namespace scenarios::http {

/// Is the server's certificate asked for its name, and by whom is it signed?
struct Trust {
  bool verify = true;
  std::filesystem::path authorities = {};  // a PEM file; empty: those of the system
};

/// A server that a run starts and ends.
struct ServerCommand {
  std::string command = {};  // for /bin/sh -c; empty: the server runs already
  harness::Duration ready = std::chrono::seconds(30);  // within which it has to answer
};

/// What a client is made with. A plain value, already checked.
struct ClientPlan {
  static constexpr std::size_t most_connections = 10'000;
  static constexpr std::size_t most_threads = 64;

  /// Of all threads together, open at once; 0: as many as requests are under way, up to
  /// most_connections.
  std::size_t connections = 0;
  bool keep_alive = true;                                // false: a connection for each request
  harness::Duration timeout = std::chrono::seconds(10);  // from sending a request to its last byte
  std::size_t threads = 1;                               // that read and write; 1 .. most_threads
  Trust trust = {};                                      // where the endpoint speaks TLS
  ServerCommand server = {};
  /// Of the server: unknown where it was neither started nor named.
  harness::scenario::Resources resources = harness::scenario::Resources::unknown;
};

}  // namespace scenarios::http
