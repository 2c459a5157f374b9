// What an adaptive cache goes by at the moment.
#pragma once

#include <cstdint>

namespace engine::cache::policy {

/// recency: what was used last stays, as with LRU, and all are admitted. frequency: what is used
/// often stays, as with SIEVE, and with TinyLFU at the door where Limits::admission says so.
enum class Mode : std::uint8_t { recency, frequency };

}  // namespace engine::cache::policy
