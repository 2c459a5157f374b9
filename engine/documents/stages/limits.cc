#include "engine/documents/stages/limits.h"
#include "engine/documents/parsed/budget.h"

#include <algorithm>

namespace engine::documents::stages {
namespace {

// Poppler has a limit even where nobody sets one.
constexpr std::chrono::hours longest_cpu{24};

}  // namespace

std::optional<Time> deadline_of(const items::Item& item, const options::Options& options) {
  if (!options.document_deadline) return std::nullopt;
  return item.trace.started + *options.document_deadline;
}

parsed::Limits limits_of(const items::Item& item, const Services& services) {
  const options::Options& options = services.options;
  parsed::Limits limits{.cpu = options.document_max_cpu,
                        .memory_bytes = options.document_max_memory,
                        .parts = options.document_max_pages};
  if (item.trace.deadline) {
    // Two clocks: the engine's may be a test's.
    const auto left = *item.trace.deadline - services.now();
    limits.deadline = std::chrono::steady_clock::now() + left;
  }
  return limits;
}

pdf::Limits pdf_limits_of(const parsed::Limits& limits) {
  pdf::Limits all{.pages = limits.parts};
  all.cpu = std::chrono::ceil<std::chrono::milliseconds>(limits.cpu.value_or(longest_cpu));
  all.memory_bytes = limits.memory_bytes.value_or(UINT64_MAX);
  all.text_bytes = std::min<std::uint64_t>(limits.memory_bytes.value_or(all.text_bytes),
                                           parsed::largest_document);
  return all;
}

}  // namespace engine::documents::stages
