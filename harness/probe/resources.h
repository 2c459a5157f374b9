// What counts as used by whatever is measured.
#pragma once

#include <cstdint>

namespace harness::probe {

/// Whose memory, CPU time and I/O are the target's.
enum class Resources : std::uint8_t {
  whole_program,    // this process, its descendants and the processes that are followed
  other_processes,  // its descendants and those that are followed: this process only asks
  unknown           // a server that nobody named: nothing is measured of it
};

}  // namespace harness::probe
