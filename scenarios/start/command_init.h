// The command that writes starting points.
#pragma once

#include "scenarios/program/commands.h"

namespace scenarios::start {

void add_init(const Adding& to);

}  // namespace scenarios::start
