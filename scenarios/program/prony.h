// Everything that a program needs to measure an engine of its own: <prony/prony.h>.
#pragma once

#include "harness/load/client_threads.h"
#include "harness/run/subject.h"
#include "scenarios/program/calls.h"
#include "scenarios/program/program.h"

namespace prony {

using harness::Clock;
using harness::Completion;
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
using harness::load::Choice;
using harness::load::ClientThreads;
using harness::load::Popularity;
using harness::run::ItemSet;
using harness::run::Limit;
using harness::run::Prepared;
using harness::run::Setting;
using harness::run::SettingInfo;
using harness::run::Subject;
using harness::run::TargetOrder;

}  // namespace prony
