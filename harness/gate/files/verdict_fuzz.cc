// Any bytes as verdict.json, and as pairs.csv of a gate with a quantile: an error or a gate, and
// what was read is what writing and reading it again gives.
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string_view>

#include "harness/gate/files/pairs_csv.h"
#include "harness/gate/files/verdict_json.h"

using namespace harness::gate;
using namespace harness::gate::files;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void try_verdict(std::string_view text) {
  const auto read = read_verdict_json(text, "fuzz.json");
  if (!read) return require(read.error().message.starts_with("fuzz.json"));
  const std::string written = write_verdict_json(read->gate);
  const auto again = read_verdict_json(written, "again");
  require(again.has_value() && write_verdict_json(again->gate) == written);
}

void try_pairs(std::string_view text) {
  for (const std::uint64_t promised : {0, 2, 4}) {
    GateResult gate;
    const auto read = read_pairs_csv(text, "fuzz.csv", promised, gate);
    if (!read) {
      require(read.error().message.starts_with("fuzz.csv"));
      continue;
    }
    const std::string written = write_pairs_csv(gate);
    GateResult again;
    require(read_pairs_csv(written, "again", promised, again).has_value());
    require(write_pairs_csv(again) == written);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try_verdict(text);
  try_pairs(text);
  return 0;
}
