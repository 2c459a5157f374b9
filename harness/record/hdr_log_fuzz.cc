// Two ways in: the input as the text of a log, and as the bytes inside of a payload, which no
// random text would get to through base64, zlib and a checksum.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "harness/record/hdr_log.h"
#include "harness/record/hdr_packing.h"

namespace {

constexpr std::size_t most_memory = std::size_t{16} << 20;

void require(bool condition) {
  if (!condition) std::abort();
}

/// What was read is sound, and reads the same after having been written.
void check(std::string_view log) {
  const auto read = harness::record::read_hdr_log(log, most_memory);
  if (!read) {
    require(read.error().message.starts_with("line "));
    return;
  }
  const auto again = harness::record::read_hdr_log(harness::record::write_hdr_log(*read, 0));
  require(again.has_value() && again->size() == read->size());
  for (std::size_t i = 0; i < read->size(); ++i) {
    const auto& before = (*read)[i].histogram;
    const auto& after = (*again)[i].histogram;
    require((*again)[i].tag == (*read)[i].tag);
    require(after.count() == before.count() && after.max() == before.max());
    require(after.quantile(0.5) == before.quantile(0.5) && before.quantile(1) == before.max());
    require(before.min() <= before.quantile(0.01) && before.quantile(0.99) <= before.max());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check(input);
  check("0,1,0.000000," + harness::record::packed(input));
  return 0;
}
