// What a question meets: the cache, the model, its scheduler.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/inference/answers/answers.h"
#include "engine/inference/models/models.h"
#include "engine/inference/server/inbox.h"
#include "engine/inference/server/question.h"

namespace engine::inference::server {

/// Thread-safe.
class Completions {
 public:
  /// `answers` may be null: there is no cache. `tally` is that of all schedulers. What it is given
  /// outlives this. A model is waited for no longer than `patience`.
  Completions(answers::Answers* answers, models::Models& models, const schedule::Tally& tally,
              std::string first_model, Duration patience, Now now)
      : answers_(answers),
        models_(models),
        tally_(tally),
        first_model_(std::move(first_model)),
        patience_(patience),
        now_(std::move(now)) {}

  /// The inbox is told what comes of it, perhaps before this returns.
  void begin(Question question, const std::shared_ptr<Inbox>& inbox);
  /// Drops a cached answer; true: it was there.
  bool forget(const Question& question);
  void forget_all();

  const std::string& model_of(const Question& question) const {
    return question.model.empty() ? first_model_ : question.model;
  }
  models::Models& models() { return models_; }
  const answers::Answers* answers() const { return answers_; }
  const schedule::Tally& tally() const { return tally_; }

 private:
  answers::Answers* const answers_;
  models::Models& models_;
  const schedule::Tally& tally_;
  const std::string first_model_;
  const Duration patience_;
  const Now now_;
};

}  // namespace engine::inference::server
