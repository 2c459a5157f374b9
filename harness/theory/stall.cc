#include "harness/theory/stall.h"

namespace harness::theory {

Law stall_latency(double stall_s, double met) {
  return {.mean_s = met * stall_s / 2,
          .tail = [=](double t) { return t < stall_s ? met * (1 - t / stall_s) : 0; }};
}

}  // namespace harness::theory
