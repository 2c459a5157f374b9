// Whether malloc has refused.
#pragma once

namespace engine::child {

/// A sanitizer takes terabytes of addresses, and replaces malloc itself.
#ifdef PRONY_SANITIZED
inline constexpr bool can_limit_memory = false;
#else
inline constexpr bool can_limit_memory = true;
#endif

/// Since forget_failed_allocations(), in whatever library. May be asked in a signal handler.
bool allocation_has_failed();
void forget_failed_allocations();

}  // namespace engine::child
