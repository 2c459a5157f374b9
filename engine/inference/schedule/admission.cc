#include "engine/inference/schedule/admission.h"

#include <algorithm>

namespace engine::inference::schedule {

Admission admission(const Settings& settings, const Places& places, std::size_t waiting,
                    Time first_came, Time now) {
  if (waiting == 0) return {};
  const std::size_t most = std::min(waiting, places.all - places.taken);
  if (settings.policy == Policy::continuous) return {.most = most};
  if (places.taken > 0) return {};
  const Time closes = first_came + settings.window;
  if (settings.policy == Policy::window && waiting < places.all && now < closes) {
    return {.most = 0, .look_again = closes};
  }
  return {.most = most};
}

}  // namespace engine::inference::schedule
