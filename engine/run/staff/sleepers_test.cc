#include "engine/run/staff/sleepers.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

namespace sleepers_test {

using engine::Time;
using engine::run::staff::Sleepers;

namespace {

/// Threads that fall asleep one after the other, and say in which order they woke.
class Room {
 public:
  ~Room() {
    {
      const Sleepers::Lock lock(mutex_);
      sleepers_.wake_all();
    }
    for (std::thread& thread : threads_) thread.join();
  }

  void put_to_sleep(int name, std::optional<Time> until = std::nullopt) {
    const std::size_t before = sleeping();
    threads_.emplace_back([this, name, until] {
      Sleepers::Lock lock(mutex_);
      sleepers_.sleep(lock, until);
      woken_.push_back(name);
    });
    while (sleeping() == before) std::this_thread::yield();
  }

  void wake_one() {
    Sleepers::Call call = nullptr;
    {
      const Sleepers::Lock lock(mutex_);
      call = sleepers_.wake_one();
    }
    if (call != nullptr) call->notify_one();
  }

  std::size_t sleeping() {
    const Sleepers::Lock lock(mutex_);
    return sleepers_.size();
  }
  bool watch(Time due) {
    const Sleepers::Lock lock(mutex_);
    return sleepers_.watch(due);
  }
  /// Waits for so many.
  std::vector<int> woken(std::size_t number) {
    while (true) {
      const Sleepers::Lock lock(mutex_);
      if (woken_.size() >= number) return woken_;
    }
  }

 private:
  std::mutex mutex_;
  Sleepers sleepers_;
  std::vector<int> woken_;
  std::vector<std::thread> threads_;
};

}  // namespace

TEST_CASE("who fell asleep last is woken first") {
  Room room;
  for (int name = 1; name <= 3; ++name) room.put_to_sleep(name);
  room.wake_one();
  CHECK(room.woken(1) == std::vector{3});
  room.put_to_sleep(4);
  room.wake_one();
  CHECK(room.woken(2) == std::vector{3, 4});
  room.wake_one();
  CHECK(room.woken(3) == std::vector{3, 4, 2});
  CHECK(room.sleeping() == 1);
}

TEST_CASE("who is called is no sleeper any more, even before it is up") {
  Room room;
  room.put_to_sleep(1);
  room.wake_one();
  CHECK(room.sleeping() == 0);
  room.wake_one();  // calls nobody
}

TEST_CASE("a sleeper watches until its time has come") {
  Room room;
  const Time later = std::chrono::steady_clock::now() + std::chrono::hours(1);
  room.put_to_sleep(1, later);
  room.put_to_sleep(2);
  CHECK(room.watch(later));
  CHECK_FALSE(room.watch(later - std::chrono::seconds(1)));
}

TEST_CASE("a sleeper wakes of its own when its time has come") {
  std::mutex mutex;
  Sleepers sleepers;
  Sleepers::Lock lock(mutex);
  sleepers.sleep(lock, std::chrono::steady_clock::now() + std::chrono::milliseconds(1));
  CHECK(lock.owns_lock());
  CHECK(sleepers.size() == 0);
}

}  // namespace sleepers_test
