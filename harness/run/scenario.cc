#include "harness/run/scenario.h"

#include <algorithm>

namespace harness::run {
namespace {

using Makers = std::vector<Scenario (*)()>;

Makers& makers() {
  static Makers list;
  return list;
}

}  // namespace

Registration::Registration(Scenario (*make)()) {
  makers().push_back(make);
}

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> sorted = [] {
    std::vector<Scenario> all;
    for (Scenario (*make)() : makers()) all.push_back(make());
    std::sort(all.begin(), all.end(),
              [](const Scenario& a, const Scenario& b) { return a.name < b.name; });
    return all;
  }();
  return sorted;
}

}  // namespace harness::run
