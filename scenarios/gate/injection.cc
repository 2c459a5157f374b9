#include "scenarios/gate/injection.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/gate/evidence.h"
#include "harness/quantity.h"

namespace scenarios {
namespace {

double quantile_ns(const harness::record::SparseHistogram& latency, double fraction) {
  return harness::gate::figure({.figures = {}, .latency = latency},
                               {.name = "latency", .quantile = fraction})
      .value_or(0);
}

harness::Duration nanoseconds(double count) {
  return harness::Duration(static_cast<harness::Duration::rep>(std::max(count, 0.0)));
}

}  // namespace

harness::drive::Injection injection_of(const Injected& injected, const RequestCost& base) {
  harness::drive::Injection injection;
  injection.work = nanoseconds(injected.work * base.cpu_ns);
  if (injected.stall > 0) {
    injection.stall = nanoseconds((1 + injected.stall) * quantile_ns(base.latency, 0.99) -
                                  quantile_ns(base.latency, 0.5));
  }
  return injection;
}

harness::Expected<Injected> parse_injected(std::string_view text) {
  Injected injected;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view word = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    const std::size_t equals = std::min(word.find('='), word.size());
    double* const into = word.starts_with("work=")    ? &injected.work
                         : word.starts_with("stall=") ? &injected.stall
                                                      : nullptr;
    if (into == nullptr) {
      return harness::failure(fmt::format("'{}' is not as 'work=5%' or 'stall=10%'", word));
    }
    const auto share = harness::parse_percent(word.substr(equals + 1), 0.001, 10);
    if (!share) return tl::unexpected(share.error());
    *into = *share;
  }
  return injected;
}

}  // namespace scenarios
