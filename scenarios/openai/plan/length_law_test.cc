#include "scenarios/openai/plan/length_law.h"

#include <doctest/doctest.h>

#include <cmath>

namespace length_law_test {

using harness::schedule::Generator;
using harness::schedule::Stream;
using scenarios::openai::LengthLaw;

namespace {

struct Drawn {
  double mean = 0, scatter = 0;
  std::uint64_t least = ~std::uint64_t{0}, most = 0;
};

Drawn draw(std::string_view text) {
  const auto law = LengthLaw::parse(text);
  REQUIRE(law);
  Generator generator(5, Stream::items);
  constexpr int count = 20'000;
  double sum = 0, squares = 0;
  Drawn drawn;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t length = law->draw(generator);
    sum += static_cast<double>(length);
    squares += static_cast<double>(length) * static_cast<double>(length);
    drawn.least = std::min(drawn.least, length);
    drawn.most = std::max(drawn.most, length);
  }
  drawn.mean = sum / count;
  drawn.scatter = std::sqrt(squares / count - drawn.mean * drawn.mean) / drawn.mean;
  return drawn;
}

}  // namespace

TEST_CASE("lengths are what their law says") {
  const Drawn fixed = draw("128");
  CHECK(fixed.least == 128);
  CHECK(fixed.most == 128);
  const Drawn even = draw("64-256");
  CHECK(even.least == 64);
  CHECK(even.most == 256);
  CHECK(even.mean == doctest::Approx(160).epsilon(0.02));
  const Drawn scattered = draw("200~0.5");
  CHECK(scattered.mean == doctest::Approx(200).epsilon(0.02));
  CHECK(scattered.scatter == doctest::Approx(0.5).epsilon(0.03));
  const Drawn exponential = draw("200~1");
  CHECK(exponential.scatter == doctest::Approx(1).epsilon(0.03));
  CHECK(exponential.least >= 1);
}

TEST_CASE("what is no law is told in a line") {
  for (const char* text : {"", "x", "0", "5-", "-5", "9-5", "1-2-3", "5~", "~1", "5~0", "5~11",
                           "5~x", "0-5", "1000001", "1e3", " 5"}) {
    CAPTURE(text);
    CHECK_FALSE(LengthLaw::parse(text));
  }
  CHECK(LengthLaw::parse("0", 0));
  CHECK(LengthLaw::parse("5-x").error().message ==
        "'5-x' is no number of tokens from 1 to 1000000, such as 128, 64-256 (each as likely) or "
        "128~0.5 (a mean and a coefficient of variation from 0.01 to 10)");
}

}  // namespace length_law_test
