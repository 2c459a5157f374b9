// A gate as JUnit XML, for the lists of tests that CI systems show.
#pragma once

#include <string>

#include "harness/gate/gate_result.h"

namespace reports::gate {

/// A test for each metric and each objective; one for the whole gate where there are none.
///
/// regressed: a failure. invalid: an error. inconclusive: an error where that is the gate's
/// outcome, for a list all green beside a job that ended with 3 would mislead; skipped where the
/// gate ended for another metric's sake. Whatever is only advisory is skipped, with what was found
/// as its message, so that it is seen and blocks nobody. A missed objective is a failure; one of
/// which nobody can tell, an error.
std::string junit_xml(const harness::gate::GateResult& gate);

}  // namespace reports::gate
