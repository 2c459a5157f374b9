#include "engine/documents/ingest/ingest.h"

#include <algorithm>
#include <utility>

namespace engine::documents::ingest {

std::uint64_t Tally::worked_on() const {
  std::uint64_t tried = ok;
  for (const auto& [reason, failed_so] : failures) tried += failed_so.count - failed_so.not_tried;
  return tried;
}

bool Ingest::run(const std::stop_token& stop) {
  bool is_over = false;
  while (!stop.stop_requested()) {
    auto path = walk_.next();
    is_over = !path;
    if (is_over) break;
    {
      const std::lock_guard lock(mutex_);
      ++tally_.submitted;
    }
    std::string id = path->string();
    engine_.submit({.id = std::move(id), .path = *std::move(path), .bytes = {}},
                   [this](const items::Result& result) { note(result); });
  }
  std::unique_lock lock(mutex_);
  all_ended_.wait(lock, [&] { return tally_.ended() == tally_.submitted; });
  return is_over;
}

void Ingest::note(const items::Result& result) {
  const std::lock_guard lock(mutex_);
  if (result.outcome == documents::Outcome::ok) {
    ++(result.resumed ? tally_.unchanged : tally_.ok);
    if (!result.resumed) {
      tally_.bytes += result.bytes;
      note_parts(result);
    }
  } else if (result.outcome == documents::Outcome::shed) {
    ++tally_.shed;
  } else {
    ++tally_.failed;
    Failures& failures = tally_.failures[result.error->reason];
    ++failures.count;
    if (result.resumed) ++failures.not_tried;
    if (failures.count == 1 || result.bytes > failures.bytes) {
      failures.example = result.id;
      failures.detail = result.error->detail;
      failures.bytes = result.bytes;
    }
  }
  // Under the lock: whoever waits may destroy this as soon as it is let go.
  if (tally_.ended() == tally_.submitted) all_ended_.notify_all();
}

void Ingest::note_parts(const items::Result& result) {
  const auto& parts = result.content->parsed.parts;
  const auto failed = std::ranges::find(parts, parsed::Part::Fate::failed, &parsed::Part::fate);
  if (failed == parts.end()) return;
  ++tally_.incomplete;
  tally_.incomplete_example = std::string(result.id) + ": " + failed->name + ": " + failed->problem;
}

Tally Ingest::tally() const {
  const std::lock_guard lock(mutex_);
  return tally_;
}

}  // namespace engine::documents::ingest
