// Is this machine, and this harness, fit to measure?
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "harness/clock.h"
#include "harness/result/run_result.h"

namespace harness::selftest {

/// How much is to be measured; about 20 s, unless said otherwise.
struct Plan {
  std::string form = "default";
  std::uint64_t seed = 1;
  std::uint64_t virtual_requests = 1'000'000;    // for each model
  Duration real_time = std::chrono::seconds(4);  // for each model
  Duration noise_floor_each = std::chrono::seconds(1);
  std::string command;                  // as typed
  std::filesystem::path results = ".";  // the folder that results go to

  /// About 5 s: finds what is badly wrong.
  static Plan quick();
};

/// Where the self-test is: a part begins.
struct Part {
  std::string name;
  std::size_t number = 1, parts = 1;
  double done_s = 0, total_s = 0;  // by the plan
};

/// Everything: the noise floor, the models and stalls in virtual time, then in real time. The
/// result's checks are the verdict: valid() is "fit to measure". A stop request ends it in order.
/// `tell` is called when a part begins.
result::RunResult run_selftest(RealClock& clock, const Plan& plan,
                               const std::function<void(const Part&)>& tell,
                               const std::stop_token& stop);

}  // namespace harness::selftest
