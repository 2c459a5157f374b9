// The command that starts one of Prony's own services, for others to ask.
#pragma once

#include "scenarios/program/commands.h"

namespace scenarios::serve {

void add_serve(const Adding& to);

}  // namespace scenarios::serve
