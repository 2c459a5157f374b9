// The side of a program that holds a target: answers orders until it is told to end.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "harness/child/answers.h"
#include "harness/child/orders.h"
#include "harness/child/session.h"

namespace harness::child {

/// Tells whoever waits for an answer what goes on, in words. Any thread.
using TellPhase = std::function<void(const std::string& phase)>;

/// What a program does for an order.
struct Handlers {
  std::function<Hello(const Greeting&)> greet;
  std::function<Expected<result::RunResult>(const TrialOrder&, const TellPhase&)> trial;
  std::function<Expected<std::unique_ptr<Session>>(const SessionOrder&, const TellPhase&)> open;
};

/// Answers the orders that come on `socket`, one after the other, until one says to quit or the
/// other end is closed. What a handler throws is a refusal, and so is a message that is no order.
/// Closes the socket, which no program that this one starts gets. Errors: it is no socket; what
/// came is no message; nobody took an answer. At most one session is open at a time.
Expected<void> serve(int socket, const Handlers& handlers);

}  // namespace harness::child
