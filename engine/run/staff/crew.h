// The threads that work, and what each of them has.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace engine::run::staff {

/// Workers are started one by one, and joined at the end, while those that still work may start
/// another. Not thread-safe.
template <class Context>
class Crew {
 public:
  using MakeContext = std::function<std::unique_ptr<Context>()>;
  using Serve = std::function<void(Context&)>;

  /// `serve` runs on each worker's thread; no exception may leave it.
  Crew(MakeContext make_context, Serve serve)
      : make_context_(std::move(make_context)), serve_(std::move(serve)) {}

  std::size_t size() const { return threads_.size(); }

  /// May throw what making the context or a thread throws, and has then changed nothing.
  void start() {
    if (contexts_.size() == threads_.size()) contexts_.push_back(make_context_());
    threads_.emplace_back([this, &context = *contexts_.back()] { serve_(context); });
  }

  /// The i-th started thread, for joining, which no lock may be held for; not joinable if it was
  /// taken before. Nothing when no more have been started.
  std::optional<std::thread> take(std::size_t i) {
    if (i >= threads_.size()) return std::nullopt;
    return std::move(threads_[i]);
  }

 private:
  const MakeContext make_context_;
  const Serve serve_;
  std::vector<std::unique_ptr<Context>> contexts_;
  std::vector<std::thread> threads_;
};

}  // namespace engine::run::staff
