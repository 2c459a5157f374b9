// A bounded queue between those who bring work and those who do it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

#include "engine/run/idle_lane.h"

namespace engine::run {

/// First in, first out, never more than `capacity` items. Beside it runs a lane for work that may
/// as well never be done: an IdleLane, taken from only while nothing else waits.
/// Thread-safe.
template <class Item>
class Queue {
 public:
  using Taken = std::function<void(Item&)>;

  /// `taken` is called, one call after the other, for each item that is taken out, in their order;
  /// not for the idle lane's. It must not call the queue.
  explicit Queue(std::size_t capacity, Taken taken = nullptr)
      : capacity_(capacity), taken_(std::move(taken)) {}

  /// Takes in what an item is made from, after waiting for a place where `may_wait`. False, with
  /// that left as it was, when there is no place or the queue was closed.
  template <class From>
  bool push(From& from, bool may_wait) {
    std::unique_lock lock(mutex_);
    if (may_wait) left_.wait(lock, [this] { return closed_ || items_.size() < capacity_; });
    if (closed_ || items_.size() >= capacity_) return false;
    items_.emplace_back(std::move(from));
    lock.unlock();
    came_.notify_one();
    return true;
  }

  /// The same into the idle lane, without waiting.
  template <class From>
  bool offer_idle(From& from) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_ || !idle_.offer(from)) return false;
    }
    came_.notify_all();  // one alone might be waking who waits for other items only
    return true;
  }

  /// The oldest item, or the oldest of the idle lane while there is none; nothing once the queue is
  /// closed and empty.
  std::optional<Item> pop() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return closed_ || !items_.empty() || !idle_.empty(); });
    if (items_.empty() && !idle_.empty()) return idle_.take();
    return take(lock);
  }

  /// The same, but nothing as well if none has come by `until`.
  std::optional<Item> pop_by(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(mutex_);
    came_.wait_until(lock, until, [this] { return closed_ || !items_.empty() || !idle_.empty(); });
    if (items_.empty() && !idle_.empty()) return idle_.take();
    return take(lock);
  }

  /// The same without the idle lane.
  std::optional<Item> pop_until(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(mutex_);
    came_.wait_until(lock, until, [this] { return closed_ || !items_.empty(); });
    return take(lock);
  }

  std::optional<Item> try_pop() {
    std::unique_lock lock(mutex_);
    return take(lock);
  }

  /// Returns at `until`, or once the queue is closed.
  void await_close(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(mutex_);
    closing_.wait_until(lock, until, [this] { return closed_; });
  }

  /// No more items come in; those inside can still be taken, but the idle lane's are dropped.
  void close() {
    std::deque<Item> dropped;  // goes after the lock
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
      dropped = idle_.drain();
    }
    came_.notify_all();
    left_.notify_all();
    closing_.notify_all();
  }

  bool is_closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  std::optional<Item> take(std::unique_lock<std::mutex>& lock) {
    if (items_.empty()) return std::nullopt;
    std::optional<Item> item(std::move(items_.front()));
    items_.pop_front();
    if (taken_) taken_(*item);
    lock.unlock();
    left_.notify_one();
    return item;
  }

  const std::size_t capacity_;
  const Taken taken_;
  mutable std::mutex mutex_;
  std::condition_variable came_;
  std::condition_variable left_;
  std::condition_variable closing_;
  std::deque<Item> items_;
  IdleLane<Item> idle_;
  bool closed_ = false;
};

}  // namespace engine::run
