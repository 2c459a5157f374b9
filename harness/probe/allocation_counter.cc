// Counts what operator new is asked for, and replaces the C++ library's allocation functions to do
// so; only programs that link harness_allocation_counter have it. On top of malloc a count costs a
// few instructions of the thread's own memory: no lock, no shared cache line.
#if defined(PRONY_COUNT_ALLOCATIONS)

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PRONY_SANITIZER_ALLOCATES
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define PRONY_SANITIZER_ALLOCATES
#endif
#endif

#if !defined(PRONY_SANITIZER_ALLOCATES)

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>

#include "harness/probe/allocation_count.h"

namespace harness::probe {
namespace {

using Counter = std::atomic<std::uint64_t>;

/// A thread's counts. Only its thread writes them, so that adding needs no locked instruction; any
/// may read them. It lies in the thread's own storage and is linked with the others' while the
/// thread lives.
struct ThreadCounts {
  enum class State { fresh, listed, ended };

  Counter count{0}, bytes{0};
  State state = State::fresh;
  ThreadCounts* previous = nullptr;
  ThreadCounts* next = nullptr;
};

constinit thread_local ThreadCounts mine;

constinit std::mutex list_mutex;
constinit ThreadCounts* first = nullptr;           // under list_mutex
constinit Counter ended_count{0}, ended_bytes{0};  // of threads that are no longer listed
constinit std::atomic<bool> key_made{false};
pthread_key_t thread_end;

void unlink(ThreadCounts& counts) {
  (counts.previous ? counts.previous->next : first) = counts.next;
  if (counts.next) counts.next->previous = counts.previous;
}

/// Runs when a thread ends, after the destructors of its thread_local objects; what still allocates
/// after it goes to the common counts.
void end_thread(void*) {
  const std::lock_guard lock(list_mutex);
  if (mine.state != ThreadCounts::State::listed) return;
  unlink(mine);
  mine.state = ThreadCounts::State::ended;
  ended_count.fetch_add(mine.count.load(std::memory_order_relaxed), std::memory_order_relaxed);
  ended_bytes.fetch_add(mine.bytes.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

/// In a forked child only the forking thread lives on; the others' storage will be used again.
void keep_only_this_thread() {
  for (ThreadCounts* counts = first; counts != nullptr; counts = counts->next) {
    if (counts == &mine) continue;
    ended_count.fetch_add(counts->count.load(std::memory_order_relaxed), std::memory_order_relaxed);
    ended_bytes.fetch_add(counts->bytes.load(std::memory_order_relaxed), std::memory_order_relaxed);
  }
  first = mine.state == ThreadCounts::State::listed ? &mine : nullptr;
  mine.previous = mine.next = nullptr;
  list_mutex.unlock();
}

/// What a thread's first count does, and every one before the program's start and after the
/// thread's end.
[[gnu::noinline, gnu::cold]] void count_slowly(std::size_t size) {
  if (mine.state == ThreadCounts::State::fresh && key_made.load(std::memory_order_acquire)) {
    mine.state = ThreadCounts::State::ended;  // should pthread_setspecific come back here
    if (::pthread_setspecific(thread_end, &mine) == 0) {
      const std::lock_guard lock(list_mutex);
      mine.next = first;
      if (first) first->previous = &mine;
      first = &mine;
      mine.state = ThreadCounts::State::listed;
    }
  }
  ended_count.fetch_add(1, std::memory_order_relaxed);
  ended_bytes.fetch_add(size, std::memory_order_relaxed);
}

void add(Counter& counter, std::uint64_t more) {
  counter.store(counter.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
}

inline void count(std::size_t size) {
  ThreadCounts& counts = mine;
  if (counts.state != ThreadCounts::State::listed) [[unlikely]]
    return count_slowly(size);
  add(counts.count, 1);
  add(counts.bytes, size);
}

AllocationCount total() {
  const std::lock_guard lock(list_mutex);
  AllocationCount sum{ended_count.load(std::memory_order_relaxed),
                      ended_bytes.load(std::memory_order_relaxed)};
  for (const ThreadCounts* counts = first; counts != nullptr; counts = counts->next) {
    sum.count += counts->count.load(std::memory_order_relaxed);
    sum.bytes += counts->bytes.load(std::memory_order_relaxed);
  }
  return sum;
}

[[maybe_unused]] const bool started = [] {
  if (::pthread_key_create(&thread_end, end_thread) != 0) return false;
  ::pthread_atfork([] { list_mutex.lock(); }, [] { list_mutex.unlock(); }, keep_only_this_thread);
  key_made.store(true, std::memory_order_release);
  count_allocations_with(total);
  return true;
}();

/// Null if there is no memory, whatever the new-handler tried.
template <class Take>
void* take_or_null(Take take) {
  for (;;) {
    void* const memory = take();
    if (memory != nullptr) [[likely]]
      return memory;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) return nullptr;
    handler();
  }
}

void* allocate(std::size_t size) {
  count(size);
  return take_or_null([size] { return std::malloc(size != 0 ? size : 1); });
}

void* allocate(std::size_t size, std::align_val_t alignment) {
  count(size);
  const std::size_t align = std::max(static_cast<std::size_t>(alignment), sizeof(void*));
  return take_or_null([size, align]() -> void* {
    void* memory = nullptr;
    return ::posix_memalign(&memory, align, size != 0 ? size : 1) == 0 ? memory : nullptr;
  });
}

void* or_throw(void* memory) {
  if (memory == nullptr) [[unlikely]]
    throw std::bad_alloc();
  return memory;
}

/// For the forms that must not throw: a handler may.
template <class... Arguments>
void* allocate_nothrow(Arguments... arguments) noexcept {
  try {
    return allocate(arguments...);
  } catch (...) {
    return nullptr;
  }
}

}  // namespace
}  // namespace harness::probe

namespace probe = harness::probe;
using std::align_val_t;
using std::nothrow_t;
using std::size_t;

void* operator new(size_t size) {
  return probe::or_throw(probe::allocate(size));
}
void* operator new[](size_t size) {
  return probe::or_throw(probe::allocate(size));
}
void* operator new(size_t size, align_val_t align) {
  return probe::or_throw(probe::allocate(size, align));
}
void* operator new[](size_t size, align_val_t align) {
  return probe::or_throw(probe::allocate(size, align));
}
void* operator new(size_t size, const nothrow_t&) noexcept {
  return probe::allocate_nothrow(size);
}
void* operator new[](size_t size, const nothrow_t&) noexcept {
  return probe::allocate_nothrow(size);
}
void* operator new(size_t size, align_val_t align, const nothrow_t&) noexcept {
  return probe::allocate_nothrow(size, align);
}
void* operator new[](size_t size, align_val_t align, const nothrow_t&) noexcept {
  return probe::allocate_nothrow(size, align);
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, align_val_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, size_t, align_val_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, size_t, align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, const nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete(void* memory, align_val_t, const nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, align_val_t, const nothrow_t&) noexcept {
  std::free(memory);
}

#endif
#endif
