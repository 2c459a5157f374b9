// Whether there is a second level, and how it is asked.
#pragma once

#include <string>

#include "engine/option_info.h"

namespace engine::documents::remote {

struct Switches {
  std::string redis;  // "unix:/a/path" or "host:port"; empty: no second level
  bool bloom = true;
};

/// cache.redis and cache.bloom.
OptionTable<Switches> rows();

}  // namespace engine::documents::remote
