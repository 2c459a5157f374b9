// An answer over HTTP/1.1, read as its bytes come.
#pragma once

#include <memory>
#include <string_view>

#include "scenarios/http/client/ending.h"
#include "scenarios/http/plan/message_source.h"

namespace scenarios::http {

/// Reads one answer after the other, and judges each. Interim answers (1xx) are passed over. Keeps
/// no body. Allocates nothing for an answer that comes in one piece.
class AnswerReader {
 public:
  enum class Progress { needs_more, whole, broken };

  /// Of the header, of a chunk's, of the trailer: in bytes. Longer ones are a failure.
  static constexpr std::size_t most_header = std::size_t{64} << 10;

  /// `body`: null where nobody reads it.
  explicit AnswerReader(std::unique_ptr<BodyReader> body = nullptr);
  ~AnswerReader();
  AnswerReader(const AnswerReader&) = delete;
  AnswerReader& operator=(const AnswerReader&) = delete;

  /// The next answer begins. `expected` must live until its end. `bodyless`: whatever its header
  /// says.
  void begin(const Expectation& expected, bool bodyless, const harness::Request& request = {});

  /// Takes what came at `now`. Precondition: begun, and neither whole nor broken yet.
  Progress take(std::string_view bytes, harness::Instant now = {});
  /// Nothing will come any more.
  Progress end(harness::Instant now = {});

  /// Did any byte of it come?
  bool has_some() const;
  /// Was its header read? So far, for people: "its header", "50 of 100 bytes".
  std::string how_far() const;

  /// How the request ended. Precondition: whole or broken.
  const Ending& ending() const;
  /// What the body brought; false where nobody reads it. Precondition: `into` is empty.
  bool take_results(Results& into);
  /// May another request follow on its connection? Precondition: whole or broken.
  bool keeps_alive() const;

 private:
  class Parser;
  const std::unique_ptr<Parser> parser_;
};

}  // namespace scenarios::http
