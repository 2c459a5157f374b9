// Who may take a place at the model, by the policy.
#pragma once

#include <cstddef>
#include <optional>

#include "engine/inference/schedule/settings.h"

namespace engine::inference::schedule {

/// A context's places.
struct Places {
  std::size_t all = 0, taken = 0;
  std::size_t tokens = 0;  // that those who have them may need
};

/// How many may come in now; none: nothing changes before `look_again`, but when somebody comes or
/// goes.
struct Admission {
  std::size_t most = 0;
  std::optional<Time> look_again;
};

/// `waiting` are there, of whom the first came at `first_came`.
Admission admission(const Settings& settings, const Places& places, std::size_t waiting,
                    Time first_came, Time now);

}  // namespace engine::inference::schedule
