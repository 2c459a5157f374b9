// The commands that only documents have.
#pragma once

#include "scenarios/program/commands.h"

namespace scenarios {

void add_ingest(const Adding& to);
void add_corpus(const Adding& to);

}  // namespace scenarios
