// How a child process begins.
#pragma once

namespace engine::child {

/// For a child program's `main`, first of all: from now on the process lives no longer than its
/// parent and leaves interrupts to it. False if it was not started by `Child`.
bool begin_as_child(int argument_count, char** arguments);

}  // namespace engine::child
