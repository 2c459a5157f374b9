// malloc, calloc and realloc of the program that links this: glibc's own, but that a refusal is
// noted. A library survives some of them and dies of others; when it dies, this tells why.
#include "engine/child/allocation.h"

#include <signal.h>

#include <cstddef>

namespace {

volatile sig_atomic_t failed = 0;

[[maybe_unused]] void* noted(void* allocated, bool wanted) {
  if (allocated == nullptr && wanted) failed = 1;
  return allocated;
}

}  // namespace

#ifndef PRONY_SANITIZED
extern "C" {

void* __libc_malloc(std::size_t bytes);
void* __libc_calloc(std::size_t count, std::size_t bytes);
void* __libc_realloc(void* old, std::size_t bytes);

void* malloc(std::size_t bytes) noexcept {
  return noted(__libc_malloc(bytes), true);
}

void* calloc(std::size_t count, std::size_t bytes) noexcept {
  return noted(__libc_calloc(count, bytes), true);
}

void* realloc(void* old, std::size_t bytes) noexcept {
  return noted(__libc_realloc(old, bytes), bytes != 0);
}
}
#endif

namespace engine::child {

bool allocation_has_failed() {
  return failed != 0;
}

void forget_failed_allocations() {
  failed = 0;
}

}  // namespace engine::child
