// What the program's exit tells a script.
#pragma once

namespace scenarios {

enum ExitCode : int {
  done = 0,           // or passed
  missed = 1,         // a gate or an objective failed
  could_not_run = 2,  // usage, missing corpus, unwritable results
  inconclusive = 3,   // not enough evidence either way; cut short
  invalid = 4,        // measured, but not to be believed
};

}  // namespace scenarios
