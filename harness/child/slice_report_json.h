// How a slice's report is written and read.
#pragma once

#include "harness/child/message_json.h"
#include "harness/child/slice_report.h"

namespace harness::child {

Json json_of(const SliceReport& report);
void read_into(Fields& fields, SliceReport& report);

}  // namespace harness::child
