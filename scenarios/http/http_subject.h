// Any server over HTTP as a subject.
#pragma once

#include "harness/scenario/subject.h"
#include "scenarios/templates/text_template.h"

namespace scenarios::http {

/// `--on http --url ...`: all that a user says of the requests is a setting. Items come in the
/// order of their file, and begin anew after the last: the first request asks for the first line.
harness::scenario::Subject http_subject();

/// A target of these settings, some of which are the user's own.
harness::Expected<harness::scenario::Prepared> make_target(
    const harness::scenario::TargetOrder& order, const templates::OwnValues& own);

}  // namespace scenarios::http
