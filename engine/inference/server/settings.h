// How the server speaks with its clients: as people set it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "engine/option_info.h"
#include "engine/time.h"

namespace engine::inference::server {

/// The defaults are v2's.
struct Settings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: one that is free
  std::uint32_t threads = 1;
  std::uint32_t connections = 100;
  bool keep_alive = true;
  std::uint64_t most_header = 8 << 10, most_body = 256 << 10;  // bytes of a request
  std::uint32_t most_tokens = 4'096;                           // of an answer
  Duration request_time = std::chrono::seconds(10);            // in which all of a request comes
  Duration idle_time = std::chrono::seconds(60);               // between two requests
  Duration stall_time = std::chrono::seconds(10);              // in which a client reads something
  bool stream = true;
  bool coalesce = false;
  std::uint64_t stream_buffer = 64 << 10;  // bytes of text that a client may be behind
};

/// The rows http.*, stream and stream.*, but for the port.
OptionTable<Settings> rows();

/// Errors: invalid_option, where settings contradict one another.
Expected<void> check(const Settings& settings);

}  // namespace engine::inference::server
