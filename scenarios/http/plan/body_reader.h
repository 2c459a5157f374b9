// What the bodies of answers say, read as their bytes come.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/target.h"

namespace scenarios::http {

/// What an answer brought: when its first result could be used, the times between its results one
/// after the other, and how many units they were.
struct Results {
  std::optional<harness::Instant> first = {};
  std::vector<harness::Duration> gaps = {};
  std::uint64_t units = 0;

  void clear() {
    first.reset();
    gaps.clear();
    units = 0;
  }
};

/// Reads the body of one answer after the other, on the thread that receives them. What is wrong
/// with a body is a failure of its request, though its status was a right one.
class BodyReader {
 public:
  /// Why a body is wrong: what is counted, one of few, and what is peculiar to this one.
  struct Wrong {
    std::string reason, example;
  };

  virtual ~BodyReader() = default;
  /// The answer to that request is to come.
  virtual void begin(const harness::Request& request) = 0;
  /// A field of its header, in whatever case it is written.
  virtual void take_field(std::string_view name, std::string_view value) = 0;
  /// Its header has ended. `right`: its status is one that is expected.
  virtual void end_header(bool right) = 0;
  /// The next bytes, which came at `now`. False: they are wrong(), and nothing that follows is
  /// wanted.
  virtual bool take(std::string_view piece, harness::Instant now) = 0;
  /// The body is whole, and what is wrong with it then. Only where take() found nothing.
  virtual std::optional<Wrong> end(harness::Instant now) = 0;
  /// Precondition: take() returned false.
  virtual const Wrong& wrong() const = 0;
  /// What a body says whose status is not a right one, for people; may be empty.
  virtual std::string complaint() const = 0;
  /// "after 12 tokens", of an answer that has not ended.
  virtual std::string how_far() const = 0;
  /// Swaps what the answer brought for `into`, which is empty. Once, after its end.
  virtual void take_results(Results& into) = 0;
};

}  // namespace scenarios::http
