#include "harness/selftest/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "harness/nearest.h"
#include "harness/schedule/rate_profile.h"
#include "harness/theory/erlang.h"
#include "harness/theory/md1.h"
#include "harness/theory/mg1.h"

namespace harness::selftest {
namespace {

constexpr unsigned most_servers = 1024;
constexpr double highest_cv = 100;
constexpr Duration shortest_service = std::chrono::microseconds(1);  // due times are whole ns
constexpr Duration longest_service = std::chrono::seconds(1);
constexpr double relaxation_times = 10;

constexpr std::array<std::string_view, 4> queue_names{"mm1", "md1", "mmc", "mg1"};
constexpr std::array<std::string_view, 4> kendall_names{"M/M/1", "M/D/1", "M/M/c", "M/G/1"};
constexpr std::array<std::string_view, 2> law_names{"lognormal", "hyperexponential"};

template <std::size_t n>
Expected<std::size_t> find(std::string_view what, std::string_view text,
                           const std::array<std::string_view, n>& names) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  const auto near = nearest(text, names);
  return failure(
      fmt::format("there is no {} '{}'; {}", what, text,
                  near ? fmt::format("did you mean {}?", *near)
                       : fmt::format("there are {}", fmt::join(names.begin(), names.end(), ", "))));
}

Expected<void> check_service(const Model& model) {
  if (model.service < shortest_service || model.service > longest_service) {
    return failure("the service time must be within 1us .. 1s");
  }
  if (model.servers < 1 || model.servers > most_servers) {
    return failure(fmt::format("{} servers: must be within 1 .. {}", model.servers, most_servers));
  }
  if (model.queue != Queue::mmc && model.servers != 1) {
    return failure(fmt::format("{} has one server; {} need mmc",
                               queue_names[static_cast<std::size_t>(model.queue)], model.servers));
  }
  if (!(model.cv >= 0 && model.cv <= highest_cv)) {
    return failure(fmt::format("a cv of {}: must be within 0 .. {}", model.cv, highest_cv));
  }
  if (model.queue == Queue::mg1 && model.law == ServiceLaw::hyperexponential && model.cv < 1) {
    return failure(fmt::format(
        "a cv of {}: hyperexponential service has at least 1; take lognormal below it", model.cv));
  }
  return {};
}

Expected<void> check_load(const Model& model) {
  if (!(model.rate_per_s > 0 && model.rate_per_s <= schedule::RateProfile::highest_per_s)) {
    return failure(fmt::format("a rate of {}/s: must be above 0 and at most {:.0e}/s",
                               model.rate_per_s, schedule::RateProfile::highest_per_s));
  }
  const double rho = model.traffic().load();
  if (!(rho < 1)) {
    return failure(fmt::format(
        "rho = rate x service / servers = {:.4g}, so the queue would grow without end; keep the "
        "rate below {:.6g}/s",
        rho, model.rate_per_s / rho));
  }
  if (model.requests < Model::fewest_requests || model.requests > Model::most_requests) {
    return failure(fmt::format("{} requests: must be within {} .. {}", model.requests,
                               Model::fewest_requests, Model::most_requests));
  }
  const double length_s = static_cast<double>(model.requests) / model.rate_per_s;
  if (length_s > seconds(schedule::RateProfile::longest) / 4) {
    return failure(fmt::format("{} requests at {}/s would take {:.0f} years", model.requests,
                               model.rate_per_s, length_s / (365 * 86400.0)));
  }
  return {};
}

}  // namespace

theory::Traffic Model::traffic() const {
  return {rate_per_s, seconds(service), servers};
}

double Model::service_cv() const {
  switch (queue) {
    case Queue::md1:
      return 0;
    case Queue::mg1:
      return cv;
    case Queue::mm1:
    case Queue::mmc:
      break;
  }
  return 1;
}

Duration Model::length() const {
  return Duration(std::llround(static_cast<double>(requests) / rate_per_s * 1e9));
}

Duration Model::warm_up() const {
  const double busy = 1 - std::sqrt(traffic().load());
  const double spread = (1 + service_cv() * service_cv()) / 2;
  const double time_s = relaxation_times * seconds(service) * std::max(spread, 1.0) / (busy * busy);
  const double least_s = 100 / rate_per_s;
  return Duration(std::llround(std::min(std::max(time_s, least_s), seconds(length())) * 1e9));
}

Expected<Model> checked(const Model& model) {
  return check_service(model).and_then([&] { return check_load(model); }).map([&] {
    return model;
  });
}

theory::Law known_law(const Model& model) {
  switch (model.queue) {
    case Queue::mm1:
      return theory::mm1_sojourn(model.traffic());
    case Queue::md1:
      return theory::md1_sojourn(model.traffic());
    case Queue::mmc:
      return theory::mmc_sojourn(model.traffic());
    case Queue::mg1:
      break;
  }
  return model.law == ServiceLaw::hyperexponential
             ? theory::hyperexponential_sojourn(model.traffic(), model.cv)
             : theory::lognormal_sojourn(model.traffic(), model.cv);
}

std::string describe(const Model& model) {
  std::string text(kendall_names[static_cast<std::size_t>(model.queue)]);
  if (model.queue == Queue::mmc) text = fmt::format("M/M/{}", model.servers);
  if (model.queue == Queue::mg1) {
    text += fmt::format(" {}, cv {:g}", law_names[static_cast<std::size_t>(model.law)], model.cv);
  }
  return text + fmt::format(", rho {:.3g}", model.traffic().load());
}

Expected<Queue> parse_queue(std::string_view text) {
  return find("model", text, queue_names).map([](std::size_t i) { return static_cast<Queue>(i); });
}

Expected<ServiceLaw> parse_service_law(std::string_view text) {
  return find("service law", text, law_names).map([](std::size_t i) {
    return static_cast<ServiceLaw>(i);
  });
}

}  // namespace harness::selftest
