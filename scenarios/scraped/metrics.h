// Counters that a server tells at a URL of its own, for Prometheus or as JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/counter.h"
#include "harness/expected.h"

namespace scenarios::scraped {

/// A counter of ours, and where its values come from.
struct ScrapedCounter {
  harness::CounterInfo info;
  /// Prometheus: a metric's name, of whose series the sum is taken, perhaps only of those with some
  /// labels: http_requests_total{code="200"}. JSON: names from the outside in, with dots between
  /// them: stats.cache.hits, or a JSON pointer: /stats/0/hits.
  std::string from;
};

/// The counters in a text that the server sent: JSON where it begins with { or [, else Prometheus's
/// text format. Empty where it has none of that name, or no number. An error: the text is neither.
harness::Expected<std::vector<harness::CounterValue>> read_metrics(
    std::string_view text, const std::vector<ScrapedCounter>& counters);

/// The names that a text has: what `from` could be.
std::vector<std::string> metric_names(std::string_view text);

}  // namespace scenarios::scraped
