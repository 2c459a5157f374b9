// Whatever a file holds, its header is one or is not, and what is said of it fits into the file; an
// error is one line.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "engine/inference/gguf/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream input(std::string(reinterpret_cast<const char*>(data), size));
  const auto facts = engine::inference::gguf::check(input, size);
  if (facts && (facts->tensor_bytes > size || facts->architecture.empty())) std::abort();
  if (facts) return 0;
  const std::string& why = facts.error().detail;
  const bool shows =
      std::all_of(why.begin(), why.end(), [](char one) { return one >= ' ' && one <= '~'; });
  if (why.empty() || !shows) std::abort();
  return 0;
}
