// A program from its start to its end.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/clock.h"
#include "harness/expected.h"
#include "scenarios/command/started_process.h"

namespace scenarios::command {

/// Which of a program's output is read, for its last line; what is not goes to /dev/null.
enum class Heard : std::uint8_t { nothing, errors, all };

/// What is run, and how long it may take.
struct RunOrder {
  std::filesystem::path program;               // absolute
  std::vector<std::string> words;              // the program's name first
  std::optional<std::string_view> input = {};  // nothing: /dev/null
  Heard heard = Heard::errors;
  harness::Duration timeout = std::chrono::minutes(1);
  int stop = -1;  // a descriptor: readable once the run shall end
  Beginning beginning = Beginning::as_ours;
};

/// How a run ended.
struct RunEnd {
  enum class How : std::uint8_t { ended, timed_out, stopped };

  How how = How::ended;
  Ended process;  // of one that was killed, too
  // By CLOCK_MONOTONIC:
  harness::Instant begun;       // it was to be started,
  harness::Instant image_from;  // its image was about to be put in place,
  harness::Instant started;     // was there,
  harness::Instant ended;       // and it had ended
  std::string last_line;        // of what was heard; may be empty
};

/// Starts the program and waits until it has ended, or kills it with its group. What it leaves
/// running in its group is killed, too. An error: it could not be started.
harness::Expected<RunEnd> run_to_end(const RunOrder& order);

}  // namespace scenarios::command
