// Any bytes as a server's counters: numbers, none, or an error.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "scenarios/scraped/metrics.h"

using namespace scenarios::scraped;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::string line = bytes.substr(0, bytes.find('\n'));
  const std::vector<ScrapedCounter> counters{{.info = {.name = "a"}, .from = "a"},
                                             {.info = {.name = "b"}, .from = "a.b.0"},
                                             {.info = {.name = "c"}, .from = line}};
  if (const auto values = read_metrics(bytes, counters)) {
    for (const harness::CounterValue& value : *values) {
      if (value && std::isnan(*value)) std::abort();
    }
  }
  metric_names(bytes);
  return 0;
}
