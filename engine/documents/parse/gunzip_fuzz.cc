// Any bytes as gzip: unpacked within the budget or refused, in pieces as at once.
#include "engine/documents/parse/gunzip.h"
#include "engine/documents/parse/parse_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace engine::documents::parse;
  using namespace engine::documents::parsed;
  constexpr std::uint64_t budget = 1 << 20;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = gunzip(bytes, budget);
  if (whole) require(whole->size() <= budget, "a budget that holds");
  const std::string head = gunzip_head(bytes, 1'000);
  require(head.size() <= 1'000, "a head that is short");
  if (whole) require(head == whole->substr(0, 1'000), "a head that is the beginning");

  Gunzip pieces(budget);
  StringSource source(bytes, piece_sizes(bytes));
  engine::Expected<void> added;
  for (auto piece = source.next(); added && !piece->empty(); piece = source.next()) {
    added = pieces.add(*piece);
  }
  const auto all = added.and_then([&] { return pieces.finish(); });
  require(all.has_value() == whole.has_value(), "the same outcome in pieces");
  if (whole) require(*all == *whole, "the same bytes in pieces");
  if (!whole) require(all.error().reason == whole.error().reason, "the same error in pieces");
  return 0;
}
