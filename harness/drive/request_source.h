// Hands a load's requests to the threads that send them.
#pragma once

#include <array>
#include <optional>

#include "harness/mix/request_mix.h"
#include "harness/record/spin_lock.h"
#include "harness/schedule/schedule.h"
#include "harness/target.h"

namespace harness::drive {

/// A lock for those who may be alone.
class LockForSeveral {
 public:
  explicit LockForSeveral(bool several) : several_(several) {}
  void lock() {
    if (several_) lock_.lock();
  }
  void unlock() {
    if (several_) lock_.unlock();
  }

 private:
  const bool several_;
  record::SpinLock lock_;
};

/// An open load's requests with their due times, in order, each given out exactly once, to whoever
/// asks next: all threads together send just what one would send, with the ids and items that it
/// would give them, and one that is held up takes no more than the request it has.
class ArrivalSource {
 public:
  struct Next {
    Request request;
    schedule::Arrival arrival;
  };

  ArrivalSource(schedule::Schedule schedule, mix::RequestMix& mix, std::size_t threads,
                std::uint64_t first_id = 0)
      : lock_(threads > 1), schedule_(std::move(schedule)), mix_(mix), next_id_(first_id) {}

  /// Nothing, and so for ever, when there are no more. Any thread.
  std::optional<Next> next() {
    const std::lock_guard lock(lock_);
    const std::optional<schedule::Arrival> arrival = schedule_.next();
    if (!arrival) return std::nullopt;
    const std::optional<std::uint64_t> item = mix_.next();
    ran_out_ = ran_out_ || !item;
    if (!item) return std::nullopt;
    return Next{{next_id_++, *item}, *arrival};
  }

  /// Were there arrivals for which there was no item any more? Once all threads have ended.
  bool ran_out() const { return ran_out_; }

 private:
  LockForSeveral lock_;
  schedule::Schedule schedule_;
  mix::RequestMix& mix_;
  std::uint64_t next_id_;
  bool ran_out_ = false;
};

/// A closed load's requests, each given out exactly once. Threads take them by the block; but where
/// several share a mix that ends, one at a time, so that all have work until the end.
class ItemSource {
 public:
  /// A thread's block of them.
  class Block {
   public:
    explicit Block(ItemSource& source) : source_(source) {}

    /// Nothing, and so for ever, when there are no more. One thread.
    std::optional<Request> next() {
      if (source_.alone_) return source_.take_one();
      if (position_ == count_) {
        count_ = source_.take(items_, first_id_);
        position_ = 0;
        if (count_ == 0) return std::nullopt;
      }
      const std::size_t position = position_++;
      return Request{first_id_ + position, items_[position]};
    }

   private:
    ItemSource& source_;
    std::size_t position_ = 0, count_ = 0;
    std::uint64_t first_id_ = 0;
    std::array<std::uint64_t, 32> items_;
  };

  ItemSource(mix::RequestMix& mix, std::size_t threads, std::uint64_t first_id = 0)
      : alone_(threads == 1), mix_(mix), block_(mix.ends() ? 1 : 32), next_id_(first_id) {}

 private:
  std::optional<Request> take_one() {
    const std::optional<std::uint64_t> item = mix_.next();
    if (!item) return std::nullopt;
    return Request{next_id_++, *item};
  }

  [[gnu::noinline]] std::size_t take(std::array<std::uint64_t, 32>& items,
                                     std::uint64_t& first_id) {
    const std::lock_guard lock(lock_);
    first_id = next_id_;
    std::size_t count = 0;
    while (count < block_) {
      const std::optional<std::uint64_t> item = mix_.next();
      if (!item) break;
      items[count++] = *item;
    }
    next_id_ += count;
    return count;
  }

  const bool alone_;
  record::SpinLock lock_;
  mix::RequestMix& mix_;
  const std::size_t block_;
  std::uint64_t next_id_;
};

}  // namespace harness::drive
