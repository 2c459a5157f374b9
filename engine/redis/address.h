// Where a Redis server listens.
#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>

#include "engine/expected.h"

namespace engine::redis {

/// A socket's address, ready to connect to.
struct Address {
  sockaddr_storage socket{};
  socklen_t bytes = 0;
};

/// "unix:PATH", "HOST:PORT" or "[IPV6]:PORT". A host's name is looked up here, once, so that no
/// later connection waits for that; the first of its addresses counts. Whether anybody listens is
/// not asked. Errors: unreadable, with what would be right.
Expected<Address> resolve(std::string_view text);

}  // namespace engine::redis
