// The text of an answer, from the pieces that its tokens stand for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace engine::inference::schedule {

/// Gives text out as soon as it is sure: whole characters, and nothing that a stop text may begin
/// with. All that it gives out is valid UTF-8; bytes that are none become U+FFFD.
class AnswerText {
 public:
  AnswerText() = default;
  /// Precondition: none is empty, and they live as long as this.
  explicit AnswerText(const std::vector<std::string>& stops) : stops_(&stops) {}

  /// What is sure now that the piece has come.
  std::string add(std::string_view piece);
  /// The text holds a stop text, before which it ends; add and finish give out nothing more.
  bool is_stopped() const { return stopped_; }
  /// What was held back. Nothing more may be added.
  std::string finish();

 private:
  std::string sure_of_held();
  std::size_t length_of_possible_stop() const;

  const std::vector<std::string>* stops_ = nullptr;
  std::string broken_;  // the first bytes of a character
  std::string held_;    // may be a stop text's beginning
  bool stopped_ = false;
};

}  // namespace engine::inference::schedule
