#include "harness/measure/sending_threads.h"

#include <fmt/format.h>

namespace harness::measure {

std::size_t threads_of(const scenario::Load& load) {
  return std::visit([](const auto& some) { return some.threads; }, load);
}

Expected<void> allow_threads(std::size_t threads, const Target& target) {
  if (threads <= 1 || target.concurrent()) return {};
  return failure(
      fmt::format("the load is sent from {} threads, but the target takes requests from one only: "
                  "it is not concurrent()",
                  threads));
}

void tell_threads(const scenario::Load& load, std::vector<result::Parameter>& parameters) {
  const std::size_t threads = threads_of(load);
  if (threads > 1) parameters.emplace_back("generator's threads", std::to_string(threads));
}

}  // namespace harness::measure
