#include "harness/selftest/model.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace model_test {

using harness::selftest::checked;
using harness::selftest::describe;
using harness::selftest::known_law;
using harness::selftest::Model;
using harness::selftest::parse_queue;
using harness::selftest::parse_service_law;
using harness::selftest::Queue;
using harness::selftest::ServiceLaw;
using namespace std::chrono_literals;

namespace {

std::string refusal(const Model& model) {
  const auto sound = checked(model);
  return sound ? std::string() : sound.error().message;
}

bool says(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a queue without end is refused, with the rate below which it has one") {
  CHECK(refusal({.rate_per_s = 9'999}).empty());
  CHECK(says(refusal({.rate_per_s = 10'000}), "rho = rate x service / servers = 1,"));
  CHECK(says(refusal({.rate_per_s = 12'000}), "keep the rate below 10000/s"));
  CHECK(refusal({.queue = Queue::mmc, .servers = 4, .rate_per_s = 39'000}).empty());
  CHECK(says(refusal({.queue = Queue::mmc, .servers = 4, .rate_per_s = 41'000}), "40000/s"));
}

TEST_CASE("nonsense is refused in one line") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(says(refusal({.servers = 0}), "servers"));
  CHECK(says(refusal({.servers = 2}), "need mmc"));
  CHECK(says(refusal({.queue = Queue::mmc, .servers = 100'000}), "servers"));
  CHECK(says(refusal({.service = 0ns}), "service time"));
  CHECK(says(refusal({.service = -5us}), "service time"));
  CHECK(says(refusal({.service = 1h}), "service time"));
  CHECK(says(refusal({.queue = Queue::mg1, .cv = -1}), "cv"));
  CHECK(says(refusal({.queue = Queue::mg1, .cv = nan}), "cv"));
  CHECK(says(refusal({.queue = Queue::mg1, .cv = 0.5, .law = ServiceLaw::hyperexponential}),
             "lognormal"));
  CHECK(says(refusal({.rate_per_s = 0}), "rate"));
  CHECK(says(refusal({.rate_per_s = -5}), "rate"));
  CHECK(says(refusal({.rate_per_s = nan}), "rate"));
  CHECK(says(refusal({.rate_per_s = std::numeric_limits<double>::infinity()}), "rate"));
  CHECK(says(refusal({.requests = 999}), "requests"));
  CHECK(says(refusal({.rate_per_s = 1e-9}), "years"));
}

TEST_CASE("names are read, and the nearest is told") {
  CHECK(*parse_queue("mg1") == Queue::mg1);
  CHECK(*parse_service_law("hyperexponential") == ServiceLaw::hyperexponential);
  CHECK(parse_queue("mmcc").error().message == "there is no model 'mmcc'; did you mean mmc?");
  CHECK(parse_queue("gim1zz").error().message ==
        "there is no model 'gim1zz'; there are mm1, md1, mmc, mg1");
  CHECK(says(parse_service_law("lognornal").error().message, "did you mean lognormal?"));
}

TEST_CASE("each model has its own law") {
  const Model mm1;
  CHECK(known_law(mm1).mean_s == doctest::Approx(200e-6));
  CHECK(known_law({.queue = Queue::md1}).mean_s == doctest::Approx(150e-6));
  CHECK(known_law({.queue = Queue::mmc, .servers = 2, .rate_per_s = 10'000}).mean_s ==
        doctest::Approx(400e-6 / 3));
  const Model mg1{.queue = Queue::mg1, .cv = 2};
  CHECK(known_law(mg1).mean_s == doctest::Approx(350e-6));
  CHECK_FALSE(known_law(mg1).quantile_s(0.99));
  const Model hyper{.queue = Queue::mg1, .cv = 2, .law = ServiceLaw::hyperexponential};
  CHECK(known_law(hyper).mean_s == doctest::Approx(350e-6));
  CHECK(known_law(hyper).quantile_s(0.99));
}

TEST_CASE("what is measured is as long as the requests take, after a warm-up that is no longer") {
  const Model model{.rate_per_s = 5000, .requests = 50'000};
  CHECK(model.length() == 10s);
  // Ten relaxation times of 100 us / (1 - sqrt 0.5)^2, or the time of 100 requests.
  CHECK(model.warm_up() == 20ms);
  const Model full{.rate_per_s = 9'999, .requests = 5'000};
  CHECK(full.warm_up() == full.length());
}

TEST_CASE("a model's name says what it is") {
  CHECK(describe({}) == "M/M/1, rho 0.5");
  CHECK(describe({.queue = Queue::mmc, .servers = 4, .rate_per_s = 32'000}) == "M/M/4, rho 0.8");
  CHECK(describe({.queue = Queue::mg1, .cv = 2}) == "M/G/1 lognormal, cv 2, rho 0.5");
}

}  // namespace model_test
