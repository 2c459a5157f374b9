// What is injected into a candidate, in time.
#pragma once

#include "harness/drive/injected_target.h"
#include "scenarios/gate/gate_order.h"
#include "scenarios/gate/survey.h"

namespace scenarios {

/// A share of what the base's requests take. The stall is as long as three of 200 requests have to
/// wait so that P99 grows by its share, about: from their median to where P99 is to be.
harness::drive::Injection injection_of(const Injected& injected, const RequestCost& base);

/// "work=5%" or "stall=10%", or both with a comma. An error shows the form.
harness::Expected<Injected> parse_injected(std::string_view text);

}  // namespace scenarios
