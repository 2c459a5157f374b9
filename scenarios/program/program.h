// A program that measures subjects.
#pragma once

#include <vector>

#include "harness/scenario/subject.h"

namespace prony {

/// The whole program, for a main() of three lines: run, list, report, replay, selftest and the
/// others, over these subjects. Returns the exit code. Precondition: at least one subject, whose
/// names differ; the first is the one that is meant where nobody says which. `file`: leave it out;
/// the checkout in which the caller's file lies is the source whose commit stands in the result
/// files.
int main(int argc, char** argv, std::vector<harness::scenario::Subject> subjects,
         const char* file = __builtin_FILE());

}  // namespace prony
