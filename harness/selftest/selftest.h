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

/// How much is to be measured; about 35 s, unless said otherwise.
struct Plan {
  std::string form = "default";
  std::uint64_t seed = 1;
  std::uint64_t virtual_requests = 1'000'000;    // for each model
  Duration real_time = std::chrono::seconds(4);  // for each model
  Duration soundings = std::chrono::seconds(6);  // the longest of them
  Duration noise_floor_each = std::chrono::seconds(1);
  std::string command;                  // as typed
  std::filesystem::path results = ".";  // the folder that results go to

  /// About 8 s: finds what is badly wrong.
  static Plan quick();
};

/// Where the self-test is: a part begins.
struct Part {
  std::string name;
  std::size_t number = 1, parts = 1;
  double done_s = 0, total_s = 0;  // by the plan
};

/// Everything: the noise floor, the models and stalls in virtual time, then in real time services
/// of known length, models and stalls. The first finding says from which latency on the machine can
/// measure now. The result's checks are the verdict: valid() is "fit to measure". A busy machine
/// makes it measure less finely, and invalid only where nothing is left that it could measure; a
/// row is valid if its own checks are, so that exact ones in virtual time don't depend on it. A
/// stop request ends it in order. `tell` is called when a part begins.
result::RunResult run_selftest(RealClock& clock, const Plan& plan,
                               const std::function<void(const Part&)>& tell,
                               const std::stop_token& stop);

}  // namespace harness::selftest
