// What tells threads that wait for a program that their target ends.
#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

#include "scenarios/command/started_process.h"

namespace scenarios::command {

/// Is closed once, for good.
class Closing {
 public:
  Closing() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

  void close() const {
    const std::uint64_t one = 1;
    static_cast<void>(!::write(event_.number(), &one, sizeof one));
  }

  /// A descriptor to be polled: readable from then on.
  int number() const { return event_.number(); }

 private:
  Descriptor event_;
};

}  // namespace scenarios::command
