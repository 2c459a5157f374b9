// Any bytes as a trace's file: an error that names the file, or arrivals that keep what is
// promised.
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "harness/schedule/trace.h"

using namespace harness::schedule;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const Trace& trace) {
  require(trace.count() >= 2 && trace.rate_per_s() > 0);
  RecordedStream stream(trace, harness::Duration(1));
  require(stream.count_before(harness::Duration(1) + trace.length()) == trace.count());
  harness::Duration last(1);
  std::uint64_t count = 0;
  for (; const auto arrival = stream.next(); ++count) {
    require(arrival->offset >= last);
    last = arrival->offset;
  }
  require(count == trace.count() && last - harness::Duration(1) < trace.length());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr double speed_ups[] = {1, 0.001, 0.3, 1e6};
  const double speed_up = speed_ups[size % 4];
  std::istringstream csv(std::string(reinterpret_cast<const char*>(data), size));
  const auto trace = Trace::read(csv, "fuzz.csv", speed_up);
  if (trace) {
    check(*trace);
  } else {
    require(trace.error().message.starts_with("fuzz.csv"));
  }
  return 0;
}
