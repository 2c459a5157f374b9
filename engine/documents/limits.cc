#include "engine/documents/limits.h"

#include <algorithm>

namespace engine::documents {
namespace {

// Poppler has a limit even where nobody sets one.
constexpr std::chrono::hours longest_cpu{24};

}  // namespace

std::optional<run::Time> deadline_of(const Item& item, const Options& options) {
  if (!options.document_deadline) return std::nullopt;
  return item.trace.started + *options.document_deadline;
}

parse::Limits limits_of(const Item& item, const Services& services) {
  const Options& options = services.options;
  parse::Limits limits{.cpu = options.document_max_cpu,
                       .memory_bytes = options.document_max_memory,
                       .parts = options.document_max_pages};
  if (item.trace.deadline) {
    // Two clocks: the engine's may be a test's.
    const auto left = *item.trace.deadline - services.now();
    limits.deadline = std::chrono::steady_clock::now() + left;
  }
  return limits;
}

pdf::Limits pdf_limits_of(const parse::Limits& limits) {
  pdf::Limits all{.pages = limits.parts};
  all.cpu = std::chrono::ceil<std::chrono::milliseconds>(limits.cpu.value_or(longest_cpu));
  all.memory_bytes = limits.memory_bytes.value_or(UINT64_MAX);
  all.text_bytes = std::min<std::uint64_t>(limits.memory_bytes.value_or(all.text_bytes),
                                           parse::largest_document);
  return all;
}

}  // namespace engine::documents
