// Finding what is at fault by trying halves.
#pragma once

#include <span>

namespace engine::run {

/// Calls `is_settled(part)` for the whole, and where that says no, for both halves by themselves,
/// the first one first, and so on down to single ones, whose answer counts as yes. With k of n at
/// fault that is about 2 k log2(n) + 1 calls at most. Precondition: the whole is not empty.
template <class T, class IsSettled>
void bisect(std::span<T> whole, const IsSettled& is_settled) {
  if (is_settled(whole) || whole.size() < 2) return;
  const std::size_t half = whole.size() / 2;
  bisect(whole.first(half), is_settled);
  bisect(whole.subspan(half), is_settled);
}

}  // namespace engine::run
