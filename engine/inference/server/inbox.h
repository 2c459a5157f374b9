// An answer between those who make it and the connection that sends it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/inference/answers/answers.h"
#include "engine/inference/schedule/scheduler.h"

namespace engine::inference::server {

/// Is told that there is something in an inbox, from any thread; must neither block nor throw.
class Postman {
 public:
  virtual ~Postman() = default;
  virtual void deliver() = 0;
};

/// Gathers an answer as it comes, or takes one that is whole. Thread-safe.
class Inbox final : public schedule::Sink {
 public:
  /// Given a whole answer once there is one.
  using Keep = std::function<void(const std::shared_ptr<const answers::Answer>&)>;

  /// Reads tokens as they come, if it `streams`, and then no more than `most_behind` bytes of text
  /// are kept for it; else only the end is told.
  Inbox(std::weak_ptr<Postman> postman, bool streams, std::uint64_t most_behind)
      : postman_(std::move(postman)), streams_(streams), most_behind_(most_behind) {}

  bool take(std::string_view text) override;
  void end(std::string_view rest, const schedule::Ended& ended) override;

  void refuse(const Error& why) { end({}, {.error = why}); }
  /// All of it is there already.
  void fill(std::shared_ptr<const answers::Answer> answer);
  /// Called before anything is taken.
  void keep_by(Keep keep) { keep_ = std::move(keep); }
  /// Who makes it, and is told when nobody wants it any more.
  void made_by(std::shared_ptr<schedule::Scheduler> scheduler, std::shared_ptr<schedule::Job> job);

  /// Nobody reads it any more.
  void abandon();
  bool is_abandoned();

  struct News {
    std::string text;
    std::vector<std::uint32_t> ends;  // by token, in `text`
    std::string rest;                 // of the text, when it has ended
    bool more = false;                // there is more already
    std::optional<schedule::Ended> ended;
    std::shared_ptr<const answers::Answer> whole;  // where it has ended well
  };
  /// What has come since the last call, at most so many tokens. From now on the postman is told of
  /// more, unless `more` says that there is some.
  void read(std::size_t most_tokens, News& news);

 private:
  void tell(std::unique_lock<std::mutex>& lock);
  const answers::Answer& answer() const { return whole_ ? *whole_ : growing_; }
  std::size_t read_bytes() const { return read_ == 0 ? 0 : answer().ends[read_ - 1]; }

  const std::weak_ptr<Postman> postman_;
  const bool streams_;
  const std::uint64_t most_behind_;
  Keep keep_;

  std::mutex mutex_;
  answers::Answer growing_;
  std::shared_ptr<const answers::Answer> whole_;
  std::optional<schedule::Ended> ended_;
  std::size_t read_ = 0;  // tokens
  bool told_ = true;      // the reader looks by itself first
  bool abandoned_ = false;
  std::shared_ptr<schedule::Scheduler> scheduler_;
  std::shared_ptr<schedule::Job> job_;
};

}  // namespace engine::inference::server
