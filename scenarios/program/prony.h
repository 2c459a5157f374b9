// Everything that a program needs to measure an engine of its own: <prony/prony.h>.
#pragma once

#include "harness/drive/client_threads.h"
#include "harness/scenario/subject.h"
#include "scenarios/program/calls.h"
#include "scenarios/program/program.h"

namespace prony {

using harness::Clock;
using harness::Completion;
using harness::CounterGate;
using harness::CounterInfo;
using harness::CounterKind;
using harness::CounterValue;
using harness::Duration;
using harness::Expected;
using harness::failure;
using harness::Instant;
using harness::Marks;
using harness::Observation;
using harness::Outcome;
using harness::Request;
using harness::RequestClasses;
using harness::Target;
using harness::Why;
using harness::drive::ClientThreads;
using harness::mix::Choice;
using harness::mix::Popularity;
using harness::scenario::ItemSet;
using harness::scenario::Limit;
using harness::scenario::Prepared;
using harness::scenario::Setting;
using harness::scenario::SettingInfo;
using harness::scenario::Subject;
using harness::scenario::TargetOrder;

}  // namespace prony
