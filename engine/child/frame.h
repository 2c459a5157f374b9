// What goes over the socket between the engine and a child process: frames, each with its length.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace engine::child {

/// How long a thing may take; nothing: for ever.
using Deadline = std::optional<std::chrono::steady_clock::time_point>;

/// Why a frame did not come or go. Whatever it is, the connection is of no more use.
enum class Broken : std::uint8_t {
  closed,     // the other end is gone
  late,       // the deadline has passed
  oversized,  // the frame says that it is longer than it may be
  unasked,    // the other end speaks where it should listen
  failed,     // the system refused
};

std::string_view to_string(Broken broken);

template <class T>
using Exchanged = tl::expected<T, Broken>;

/// Sends `head` and `body` as one frame over a stream socket. The other end must be silent
/// meanwhile: were it to talk without listening, both would wait for ever.
Exchanged<void> send_frame(int socket, std::string_view head, std::string_view body,
                           Deadline deadline);

/// The next frame. Memory grows with what has come, not with what the frame says of its length.
Exchanged<std::string> receive_frame(int socket, std::uint64_t max_bytes, Deadline deadline);

/// Is the other end there, with nothing to say? Does not wait.
bool is_listening(int socket);

}  // namespace engine::child
