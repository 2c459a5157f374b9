#include "harness/child/fresh_trial.h"

#include <filesystem>

#include "harness/child/child.h"

namespace harness::child {
namespace {

constexpr Duration starting = std::chrono::minutes(1), ending = std::chrono::minutes(1);

/// For the target's making, verification and a pass over a large corpus: a trial that takes longer
/// hangs.
constexpr Duration most_beside = std::chrono::minutes(2);

Expected<result::RunResult> try_once(const Program& program, const TrialOrder& order,
                                     const std::stop_token& stop) {
  auto child = Child::start(program, {.most = starting, .stop = stop});
  if (!child) return tl::unexpected(child.error());
  const Duration most = most_beside + order.patience.value_or(Duration{}) + order.length;
  auto result = (*child)->trial(order, {.most = most, .stop = stop});
  if (!result) return result;
  if (auto ended = (*child)->quit({.most = ending, .stop = stop}); !ended) {
    return tl::unexpected(ended.error());
  }
  return result;
}

}  // namespace

Expected<result::RunResult> fresh_trial(const Program& program, const TrialOrder& order,
                                        const std::stop_token& stop) {
  std::error_code error;
  const std::filesystem::path& scratch = order.target.scratch;
  std::filesystem::create_directories(scratch, error);
  if (error) return failure(scratch.string() + ": " + error.message());
  auto result = try_once(program, order, stop);
  std::filesystem::remove_all(scratch, error);
  return result;
}

}  // namespace harness::child
