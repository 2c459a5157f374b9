// The kinds of starting points, each with its files.
#pragma once

#include <string_view>

#include "scenarios/start/starting_point.h"

namespace scenarios::start {

StartingPoint for_http(std::string_view name);
StartingPoint for_command(std::string_view name);
StartingPoint for_library(std::string_view name);

}  // namespace scenarios::start
