// A program that answers one request after the other.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/clock.h"
#include "harness/expected.h"
#include "scenarios/command/framing.h"
#include "scenarios/command/last_words.h"
#include "scenarios/command/started_process.h"

namespace scenarios::command {

/// How a program is started and spoken to.
struct CoprocessOrder {
  std::filesystem::path program;
  std::vector<std::string> words;
  Framing framing = Framing::line;
  std::uint64_t most_answer = std::uint64_t{64} << 20;  // bytes
  harness::Duration timeout = std::chrono::minutes(1);
  int stop = -1;  // a descriptor: readable once nobody is to wait any longer
};

/// What became of a request.
struct Answered {
  enum class How : std::uint8_t { answered, died, late, out_of_step, stopped };

  How how = How::answered;
  std::string_view answer = {};  // until the next request
  std::string reason = {};       // of one that was not answered: "exit 3"
  std::string last_line = {};    // of its stderr, when it died
};

/// A started program with its stdin and stdout. After anything but an answer it is of no more use.
class Coprocess {
 public:
  static harness::Expected<std::unique_ptr<Coprocess>> start(const CoprocessOrder& order);

  /// Sends a request and waits for its answer. Precondition: each so far was answered.
  Answered ask(std::string_view text);

 private:
  Coprocess(const CoprocessOrder& order, StartedProcess process, Descriptor to, Descriptor from,
            Descriptor errors);
  Answered wait(std::string_view left);
  std::optional<Answered> read_answer();
  Answered out_of_step(AnswerReader::State state) const;
  Answered dead();

  const CoprocessOrder order_;
  std::optional<StartedProcess> process_;  // nothing: it has ended
  Descriptor to_, from_, errors_;
  AnswerReader reader_;
  LastWords said_;
  std::string frame_;
};

}  // namespace scenarios::command
