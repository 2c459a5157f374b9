// The scenarios that only documents have.
#pragma once

#include "harness/run/scenario.h"

namespace scenarios::documents {

namespace batch {
harness::run::Scenario make();
}
namespace batch_sweep {
harness::run::Scenario make();
}
namespace cache {
harness::run::Scenario make();
}
namespace crossover {
harness::run::Scenario make();
}
namespace faults {
harness::run::Scenario make();
}
namespace formats {
harness::run::Scenario make();
}
namespace mixed {
harness::run::Scenario make();
}
namespace single {
harness::run::Scenario make();
}
namespace soak {
harness::run::Scenario make();
}
namespace ablation {
harness::run::Scenario make();
}

}  // namespace scenarios::documents
