// What a line of progress is made of.
#pragma once

#include <string>

namespace scenarios {

/// "######.........." for a share of 0 to 1; what lies beyond is cut off.
std::string progress_bar(double share);

/// "1:05", "2:03:00"; no less than 0:00.
std::string clock_text(double seconds);

}  // namespace scenarios
