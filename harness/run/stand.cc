#include "harness/run/stand.h"

#include <utility>

namespace harness::run {

Expected<void> Stand::set_up(MakeTarget make_target, const TargetOrder& order) {
  std::error_code error;
  std::filesystem::create_directories(order.scratch, error);
  if (error) return failure(order.scratch.string() + ": " + error.message());
  scratch_ = order.scratch;
  auto prepared = make_target(order);
  if (!prepared) {
    clear();
    return tl::unexpected(prepared.error());
  }
  prepared_ = std::move(*prepared);
  return {};
}

Expected<void> Stand::take_down() {
  Expected<void> right = target().verify();
  clear();
  return right;
}

void Stand::clear() {
  prepared_.target.reset();
  std::error_code ignored;
  if (!scratch_.empty()) std::filesystem::remove_all(scratch_, ignored);
  scratch_.clear();
}

}  // namespace harness::run
