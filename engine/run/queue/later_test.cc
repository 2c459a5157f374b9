#include "engine/run/queue/later.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

namespace later_test {

using engine::Time;
using engine::run::queue::Later;

using namespace std::chrono_literals;

namespace {

struct Held {
  std::string name;
  std::uint64_t bytes = 0;
};

}  // namespace

TEST_CASE("the first that is due comes first, and of those due at once the first that came") {
  Later<Held> later;
  const Time past = std::chrono::steady_clock::now() - 1h;
  CHECK_FALSE(later.is_due(std::chrono::steady_clock::now));
  later.put({"late", 1}, past + 2min);
  later.put({"early", 2}, past + 1min);
  later.put({"late, too", 4}, past + 2min);
  CHECK(later.size() == 3);
  CHECK(later.bytes() == 7);
  CHECK(later.due_at() == past + 1min);
  CHECK(later.is_due(std::chrono::steady_clock::now));
  CHECK(later.take().name == "early");
  CHECK(later.bytes() == 5);
  CHECK(later.take().name == "late");
  CHECK(later.take().name == "late, too");
  CHECK(later.empty());
  CHECK(later.bytes() == 0);
}

TEST_CASE("what is not due yet is so when it is hurried, and so is all that comes after") {
  Later<Held> later;
  const Time far = std::chrono::steady_clock::now() + 1h;
  later.put({"waits", 0}, far);
  CHECK_FALSE(later.is_due(std::chrono::steady_clock::now));
  later.hurry();
  CHECK(later.is_due(std::chrono::steady_clock::now));
  CHECK(later.take().name == "waits");
  CHECK_FALSE(later.is_due(std::chrono::steady_clock::now));
  later.put({"after", 0}, far);
  CHECK(later.is_due(std::chrono::steady_clock::now));
  CHECK(later.due_at() <= std::chrono::steady_clock::now());
}

}  // namespace later_test
