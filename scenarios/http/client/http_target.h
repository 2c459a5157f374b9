// An HTTP server as a target.
#pragma once

#include <memory>

#include "harness/scenario/scenario.h"
#include "scenarios/http/plan/client_plan.h"
#include "scenarios/http/plan/message_source.h"

namespace scenarios::http {

/// Starts the server, if that is asked for, sees that it takes a connection, and makes the client.
/// Nothing is asked of it before the load. The target is concurrent() and never lets its caller
/// wait. Errors, in one line: no such host; nobody answers, or it can't prove who it is; the
/// server's command ends or takes too long; the system allows fewer open files than connections.
///
/// A request is started when its connection is begun, if one is made for it, else when its first
/// byte is written; it fails when it has not ended `plan.timeout` after it was submitted. Stages:
/// "connect" (of a connection made for it, TLS included), "first byte", "last byte". The first
/// result is the first byte.
harness::Expected<harness::scenario::Prepared> make_http_target(
    const harness::scenario::TargetOrder& order, ClientPlan plan,
    std::shared_ptr<const MessageSource> source);

}  // namespace scenarios::http
