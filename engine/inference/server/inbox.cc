#include "engine/inference/server/inbox.h"

#include <algorithm>
#include <utility>

namespace engine::inference::server {

bool Inbox::take(std::string_view text) {
  std::unique_lock lock(mutex_);
  if (abandoned_) return false;
  growing_.text += text;
  growing_.ends.push_back(static_cast<std::uint32_t>(growing_.text.size()));
  if (!streams_) return true;
  if (growing_.text.size() - read_bytes() > most_behind_) return false;
  tell(lock);
  return true;
}

void Inbox::end(std::string_view rest, const schedule::Ended& ended) {
  std::unique_lock lock(mutex_);
  growing_.text += rest;
  ended_ = ended;
  if (!ended.error) {
    growing_.finish = ended.finish;
    growing_.prompt_tokens = ended.prompt_tokens;
    whole_ = std::make_shared<const answers::Answer>(std::move(growing_));
  }
  job_ = nullptr;
  // The scheduler ends this from a thread of its own, so it can't be let go of here.
  if (whole_ && keep_) keep_(whole_);
  tell(lock);
}

void Inbox::fill(std::shared_ptr<const answers::Answer> answer) {
  std::unique_lock lock(mutex_);
  whole_ = std::move(answer);
  ended_ = schedule::Ended{.error = {},
                           .finish = whole_->finish,
                           .prompt_tokens = whole_->prompt_tokens,
                           .answer_tokens = whole_->ends.size()};
  tell(lock);
}

void Inbox::made_by(std::shared_ptr<schedule::Scheduler> scheduler,
                    std::shared_ptr<schedule::Job> job) {
  std::unique_lock lock(mutex_);
  scheduler_ = std::move(scheduler);
  if (ended_) return;
  job_ = std::move(job);
  if (abandoned_) scheduler_->cancel(*job_);
}

void Inbox::abandon() {
  const std::lock_guard lock(mutex_);
  abandoned_ = true;
  if (job_ != nullptr) scheduler_->cancel(*job_);
  job_ = nullptr;
}

bool Inbox::is_abandoned() {
  const std::lock_guard lock(mutex_);
  return abandoned_;
}

void Inbox::read(std::size_t most_tokens, News& news) {
  const std::lock_guard lock(mutex_);
  if (!streams_ && !ended_) most_tokens = 0;
  const answers::Answer& all = answer();
  const std::size_t begin = read_bytes();
  const std::size_t tokens = std::min(most_tokens, all.ends.size() - read_);
  news.ends.clear();
  for (std::size_t i = 0; i < tokens; ++i) {
    news.ends.push_back(all.ends[read_ + i] - static_cast<std::uint32_t>(begin));
  }
  news.text.assign(all.text, begin, tokens == 0 ? 0 : news.ends.back());
  read_ += tokens;
  news.more = read_ < all.ends.size() && (streams_ || ended_);
  news.ended.reset();
  news.whole = nullptr;
  news.rest.clear();
  if (ended_ && !news.more) {
    news.ended = ended_;
    news.whole = whole_;
    if (whole_) news.rest = all.text.substr(read_bytes());
  }
  told_ = news.more;
}

/// Lets go of the lock first: the postman may look into it at once.
void Inbox::tell(std::unique_lock<std::mutex>& lock) {
  if (std::exchange(told_, true) || abandoned_) return;
  lock.unlock();
  if (const auto postman = postman_.lock()) postman->deliver();
}

}  // namespace engine::inference::server
