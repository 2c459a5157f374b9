// Any bytes as an access trace: an error that names the file, or a trace that keeps its promises.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "scenarios/traces/access_trace.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const scenarios::AccessTrace& trace) {
  require(!trace.items.empty() && trace.names.size() == trace.population);
  std::uint32_t seen = 0;  // items are numbered as they come
  for (const std::uint32_t item : trace.items) {
    require(item <= seen);
    seen = std::max(seen, item + 1);
  }
  require(seen == trace.population);
  for (const std::string& name : trace.names) require(!name.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream csv(std::string(reinterpret_cast<const char*>(data), size));
  const auto trace = scenarios::read_access_trace(csv, "fuzz.csv", 1'000);
  if (trace) {
    check(*trace);
  } else {
    require(trace.error().message.starts_with("fuzz.csv"));
  }
  return 0;
}
