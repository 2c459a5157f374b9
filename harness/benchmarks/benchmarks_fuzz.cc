// Any bytes as what a benchmark program wrote: an error that names the file, or times that are
// ones.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "harness/benchmarks/benchmark_file.h"

using namespace harness::benchmarks;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Timed timed : {Timed::as_named, Timed::cpu, Timed::real}) {
    const auto file = read_benchmarks(text, "fuzz.json", timed);
    if (!file) {
      require(file.error().message.starts_with("fuzz.json: "));
      continue;
    }
    for (const auto& [name, times] : file->times_ns) {
      require(!times.empty());
      for (const double time : times) require(std::isfinite(time) && time >= 0);
    }
  }
  return 0;
}
