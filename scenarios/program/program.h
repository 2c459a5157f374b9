// A program that measures subjects.
#pragma once

#include <vector>

#include "harness/scenario/subject.h"

namespace prony {

/// The whole program, for a main() of three lines: run, list, report, replay, selftest and the
/// others, over these subjects. Returns the exit code. Precondition: at least one subject, whose
/// names differ; the first is the one that is meant where nobody says which.
int main(int argc, char** argv, std::vector<harness::scenario::Subject> subjects);

}  // namespace prony
