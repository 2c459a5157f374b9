// Whatever bytes somebody asks for, the store answers with hits or an error.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/documents/store/store.h"
#include "engine/documents/store/test_library.h"

namespace {

using namespace engine::documents::store;

class Fixture {
 public:
  Fixture() : store_(*Store::open(folder_.file(), {})) {
    Library library;
    const std::vector batch{
        library.ok("en", "1", "The quick fox", "a quick brown fox jumps over lazy dogs", "en"),
        library.ok("de", "2", "Frauen", "die Frauen gehen mit dem Hund nach Hause", "de")};
    if (!store_.commit(batch)) std::abort();
  }

  const Store& store() const { return store_; }

 private:
  TestFolder folder_;
  Store store_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Fixture fixture;
  const auto hits = fixture.store().search({reinterpret_cast<const char*>(data), size}, 10);
  if (hits && hits->size() > 2) std::abort();
  if (!hits && hits.error().detail.empty()) std::abort();
  return 0;
}
