#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <barrier>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "harness/probe/allocation_count.h"

namespace allocation_counter_test {

using harness::probe::AllocationCount;
using harness::probe::allocations;

namespace {

struct alignas(256) Wide {
  char bytes[256];
};

/// Calls the allocation functions themselves: the compiler may drop a new-expression, not these.
template <class Work>
AllocationCount counted(Work work) {
  const AllocationCount before = allocations().value();
  work();
  const AllocationCount after = allocations().value();
  return {after.count - before.count, after.bytes - before.bytes};
}

/// Allocates from a thread_local object's destructor, when the thread is about to end.
struct Mourner {
  ~Mourner() { ::operator delete(::operator new(1000)); }
};

}  // namespace

// In a sanitizer build nothing counts, and the rest of this file has nothing to say.
TEST_CASE("allocations are counted exactly where no sanitizer does the allocating") {
  const auto first = allocations();
  if (!first) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    FAIL("this program is linked with the counter");
#endif
    return;
  }

  SUBCASE("nothing is allocated by asking") {
    CHECK(counted([] {}).count == 0);
  }
  SUBCASE("every form counts once, with the bytes asked for") {
    const AllocationCount used = counted([] {
      constexpr std::align_val_t align{64};
      ::operator delete(::operator new(10));
      ::operator delete[](::operator new[](20));
      ::operator delete (::operator new(30), std::size_t{30});
      ::operator delete[](::operator new[](40), std::size_t{40});
      ::operator delete(::operator new(50, std::nothrow), std::nothrow);
      ::operator delete[](::operator new[](60, std::nothrow), std::nothrow);
      ::operator delete(::operator new(70, align), align);
      ::operator delete[](::operator new[](80, align), align);
      ::operator delete (::operator new(90, align), std::size_t{90}, align);
      ::operator delete[](::operator new[](100, align), std::size_t{100}, align);
      ::operator delete(::operator new(110, align, std::nothrow), align, std::nothrow);
      ::operator delete[](::operator new[](120, align, std::nothrow), align, std::nothrow);
    });
    CHECK(used.count == 12);
    CHECK(used.bytes == 780);
  }
  SUBCASE("memory is aligned as asked for, and none is still some") {
    const auto wide = std::make_unique<Wide>();
    CHECK(reinterpret_cast<std::uintptr_t>(wide.get()) % 256 == 0);
    constexpr std::align_val_t tiny{1};
    void* const one = ::operator new(1, tiny);
    void* const none = ::operator new(0);
    CHECK(one != nullptr);
    CHECK(none != nullptr);
    ::operator delete(one, tiny);
    ::operator delete(none);
  }
  SUBCASE("too much is bad_alloc, or null") {
    volatile std::size_t huge = SIZE_MAX / 4;
    CHECK_THROWS_AS(static_cast<void>(::operator new(huge)), std::bad_alloc);
    CHECK_THROWS_AS(static_cast<void>(::operator new (huge, std::align_val_t{64})), std::bad_alloc);
    CHECK(::operator new(huge, std::nothrow) == nullptr);
  }
  SUBCASE("threads add up, living and ended ones") {
    constexpr int threads = 8, each = 10'000;
    std::barrier done(threads + 1);
    const AllocationCount before = *allocations();
    AllocationCount living;
    {
      std::vector<std::jthread> workers;
      for (int i = 0; i < threads; ++i) {
        workers.emplace_back([&done] {
          thread_local const Mourner mourner;
          static_cast<void>(&mourner);
          for (int n = 0; n < each; ++n) ::operator delete(::operator new(3));
          done.arrive_and_wait();
          done.arrive_and_wait();
        });
      }
      done.arrive_and_wait();
      living = *allocations();
      done.arrive_and_wait();
    }
    const AllocationCount ended = *allocations();
    // The test itself allocates for its threads, the same few times in each run.
    CHECK(living.count - before.count >= threads * each);
    CHECK(living.count - before.count <= threads * each + 100);
    CHECK(ended.count - living.count == threads);
    CHECK(ended.bytes - living.bytes == threads * 1000);
  }
  SUBCASE("a count never goes down while threads come and go") {
    std::atomic<bool> over{false};
    std::jthread source([&over] {
      for (int i = 0; i < 300; ++i) {
        std::jthread([] { ::operator delete(::operator new(8)); }).join();
      }
      over = true;
    });
    std::uint64_t last = 0;
    bool rising = true;
    while (!over) {
      const std::uint64_t now = allocations()->count;
      rising = rising && now >= last;
      last = now;
    }
    CHECK(rising);
  }
  SUBCASE("a forked child goes on counting, from its parent's count") {
    std::barrier both(2);
    std::jthread other([&both] {  // has counts of its own, and is not there in the child
      ::operator delete(::operator new(8));
      both.arrive_and_wait();
      both.arrive_and_wait();
    });
    both.arrive_and_wait();
    const AllocationCount before = *allocations();
    const pid_t child = ::fork();
    if (child == 0) {
      const AllocationCount inherited = *allocations();
      const AllocationCount used = counted([] { ::operator delete(::operator new(5)); });
      const bool good = inherited.count == before.count && used.count == 1 && used.bytes == 5;
      ::_exit(good ? 0 : 1);
    }
    int status = -1;
    CHECK(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    both.arrive_and_wait();
  }
}

}  // namespace allocation_counter_test
