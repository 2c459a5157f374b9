// Writing to programs that don't read.
#pragma once

namespace scenarios::command {

/// From now on a program that does not read its input is an error of write() on this thread, and
/// ends nobody.
void hold_broken_pipes();

}  // namespace scenarios::command
