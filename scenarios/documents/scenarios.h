// The scenarios that only documents have.
#pragma once

#include "harness/scenario/scenario.h"

namespace scenarios::documents {

namespace batch {
harness::scenario::Scenario make();
}
namespace batch_sweep {
harness::scenario::Scenario make();
}
namespace cache {
harness::scenario::Scenario make();
}
namespace crossover {
harness::scenario::Scenario make();
}
namespace faults {
harness::scenario::Scenario make();
}
namespace formats {
harness::scenario::Scenario make();
}
namespace mixed {
harness::scenario::Scenario make();
}
namespace single {
harness::scenario::Scenario make();
}
namespace soak {
harness::scenario::Scenario make();
}
namespace ablation {
harness::scenario::Scenario make();
}

}  // namespace scenarios::documents
