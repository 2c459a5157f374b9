#include "engine/inference/server/completions.h"

#include <utility>

namespace engine::inference::server {

void Completions::begin(Question question, const std::shared_ptr<Inbox>& inbox) {
  const std::string& model = model_of(question);
  const Time came = now_();
  if (answers_ != nullptr) {
    const key::Key key = answers::key_of(model, question.ask);
    if (auto found = answers_->find(key)) return inbox->fill(std::move(found));
    inbox->keep_by([this, key, came, since = answers_->epoch()](const auto& answer) {
      answers_->keep(key, answer, now_() - came, since);
    });
  }
  auto ask_it = [inbox, came, ask = std::move(question.ask)](
                    const Expected<models::Models::Scheduler>& scheduler) mutable {
    if (!scheduler) return inbox->refuse(scheduler.error());
    if (inbox->is_abandoned()) return;
    auto job = (*scheduler)->submit(std::move(ask), inbox, came);
    if (!job) return inbox->refuse(job.error());
    inbox->made_by(*scheduler, std::move(*job));
  };
  models_.want(model, std::move(ask_it), came + patience_);
}

bool Completions::forget(const Question& question) {
  return answers_ != nullptr && answers_->forget(answers::key_of(model_of(question), question.ask));
}

void Completions::forget_all() {
  if (answers_ != nullptr) answers_->forget_all();
}

}  // namespace engine::inference::server
