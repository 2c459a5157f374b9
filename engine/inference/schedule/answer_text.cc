#include "engine/inference/schedule/answer_text.h"

#include <algorithm>
#include <utility>

namespace engine::inference::schedule {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// What may stand at the beginning of a character: how many bytes it has, and what its second byte
/// may be (Unicode 15, table 3-7). No bytes: nothing begins so.
struct Lead {
  std::size_t bytes = 0;
  unsigned char low = 0x80, high = 0xBF;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {1};
  if (byte < 0xC2 || byte > 0xF4) return {};
  if (byte < 0xE0) return {2};
  if (byte == 0xE0) return {3, 0xA0};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3};
  if (byte == 0xF0) return {4, 0x90};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {4};
}

/// How many of the bytes are the beginning of a character, at most the whole one; 0: no character
/// begins so.
std::size_t good_bytes(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const Lead lead = lead_of(at(0));
  std::size_t good = lead.bytes == 0 ? 0 : 1;
  while (good > 0 && good < lead.bytes && good < bytes.size()) {
    const unsigned char low = good == 1 ? lead.low : 0x80, high = good == 1 ? lead.high : 0xBF;
    if (at(good) < low || at(good) > high) break;
    ++good;
  }
  return good;
}

/// Moves whole characters from `bytes` to `text`; what may become one stays.
void move_characters(std::string& bytes, std::string& text) {
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const std::size_t good = good_bytes(rest);
    const bool whole = good > 0 && good == lead_of(static_cast<unsigned char>(rest[0])).bytes;
    if (!whole && good == rest.size()) break;
    text += whole ? rest.substr(0, good) : replacement;
    rest.remove_prefix(std::max<std::size_t>(good, 1));
  }
  bytes.erase(0, bytes.size() - rest.size());
}

}  // namespace

std::string AnswerText::add(std::string_view piece) {
  if (stopped_) return {};
  broken_ += piece;
  move_characters(broken_, held_);
  return sure_of_held();
}

std::string AnswerText::finish() {
  if (stopped_) return {};
  if (!broken_.empty()) held_ += replacement;
  broken_.clear();
  std::string sure = sure_of_held();
  if (!stopped_) sure += held_;
  held_.clear();
  return sure;
}

std::string AnswerText::sure_of_held() {
  if (stops_ == nullptr || stops_->empty()) return std::exchange(held_, {});
  std::size_t stop = std::string::npos;
  for (const std::string& one : *stops_) stop = std::min(stop, held_.find(one));
  stopped_ = stop != std::string::npos;
  const std::size_t sure = stopped_ ? stop : held_.size() - length_of_possible_stop();
  std::string text = held_.substr(0, sure);
  held_.erase(0, sure);
  return text;
}

/// How many of the last bytes could be the beginning of a stop text.
std::size_t AnswerText::length_of_possible_stop() const {
  std::size_t longest = 0;
  for (const std::string& stop : *stops_) {
    std::size_t length = std::min(stop.size() - 1, held_.size());
    while (length > longest && !std::string_view(held_).ends_with(stop.substr(0, length))) --length;
    longest = std::max(longest, length);
  }
  return longest;
}

}  // namespace engine::inference::schedule
