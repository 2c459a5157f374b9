#include "engine/documents/items/mapping.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <mutex>

namespace engine::documents::items {
namespace {

/// A mapping as the handler sees it: free while `begin` is 0.
struct Place {
  std::atomic<std::uintptr_t> begin{0};
  std::atomic<std::uintptr_t> end{0};
  std::atomic<bool> lost{false};
};
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free);

std::array<Place, 256> places;
constexpr std::uintptr_t taken = 1;  // as `begin`: not free, nor anywhere
struct sigaction former;
std::uintptr_t page_size = 4096;

// Only what is safe in a signal handler: atomics and system calls.
bool replace_page(std::uintptr_t address) {
  bool ours = false;
  for (Place& place : places) {
    const std::uintptr_t begin = place.begin.load(std::memory_order_acquire);
    if (begin <= taken || address < begin) continue;
    if (address >= place.end.load(std::memory_order_acquire)) continue;
    place.lost.store(true, std::memory_order_release);
    ours = true;  // and on: another place may just be changing, the right one never is
  }
  if (!ours) return false;
  void* const page = reinterpret_cast<void*>(address & ~(page_size - 1));
  return ::mmap(page, page_size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == page;
}

void handle(int signal, siginfo_t* info, void* context) {
  const int error = errno;
  const bool replaced = replace_page(reinterpret_cast<std::uintptr_t>(info->si_addr));
  errno = error;
  if (replaced) return;
  if ((former.sa_flags & SA_SIGINFO) != 0) return former.sa_sigaction(signal, info, context);
  if (former.sa_handler != SIG_DFL && former.sa_handler != SIG_IGN) {
    return former.sa_handler(signal);
  }
  struct sigaction usual {};  // SIG_DFL: the instruction runs again and ends the process
  ::sigaction(signal, &usual, nullptr);
}

void install() {
  page_size = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  struct sigaction action {};
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGBUS, &action, &former);
}

// places.size(): all are taken.
std::size_t take_place() {
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::uintptr_t free = 0;
    if (places[i].begin.compare_exchange_strong(free, taken)) return i;
  }
  return places.size();
}

}  // namespace

std::optional<Mapping> Mapping::make(const File& file) {
  static std::once_flag once;
  std::call_once(once, install);
  const std::size_t size = file.stamp().size;
  if (size == 0) return std::nullopt;  // the system maps nothing that is empty
  const std::size_t number = take_place();
  if (number == places.size()) return std::nullopt;
  Place& place = places[number];
  void* const address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
  if (address == MAP_FAILED) {
    place.begin.store(0, std::memory_order_release);
    return std::nullopt;
  }
  ::madvise(address, size, MADV_SEQUENTIAL);
  const auto begin = reinterpret_cast<std::uintptr_t>(address);
  place.lost.store(false, std::memory_order_relaxed);
  place.end.store(begin + (size + page_size - 1) / page_size * page_size,
                  std::memory_order_relaxed);
  place.begin.store(begin, std::memory_order_release);
  return Mapping(address, size, number);
}

Mapping::~Mapping() {
  if (address_ == nullptr) return;
  Place& place = places[place_];
  place.begin.store(taken, std::memory_order_release);
  place.end.store(0, std::memory_order_release);
  ::munmap(address_, size_);
  place.begin.store(0, std::memory_order_release);
}

bool Mapping::is_intact() const {
  return !places[place_].lost.load(std::memory_order_acquire);
}

}  // namespace engine::documents::items
