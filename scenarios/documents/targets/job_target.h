// A whole job as one request: engine, documents and all.
#pragma once

#include "harness/scenario/scenario.h"

namespace scenarios {

/// Makes a target of one item. A request for it opens a fresh engine, has it process as many
/// documents of the corpus as the setting "job.files" says (more than there are: under other ids
/// again), and stops it: its latency is the time of the whole job. verify() compares everything
/// that the job left behind with what the first job of as many files of this engine did in this
/// process.
harness::Expected<harness::scenario::Prepared> make_job_target(
    const harness::scenario::TargetOrder& order);

}  // namespace scenarios
