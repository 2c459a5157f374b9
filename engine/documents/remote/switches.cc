#include "engine/documents/remote/switches.h"

namespace engine::documents::remote {

OptionTable<Switches> rows() {
  using namespace option_words;
  return {option<Switches>(
              {"cache.redis", "off | unix:PATH | HOST:PORT",
               "A second level behind the cache: a Redis server, which is filled as it is asked. "
               "Off in both presets, as it needs that server (in a run, `own` starts one); a "
               "server that fails is a miss.",
               "000.22", "hit rate 90 % (projected)"},
              &Switches::redis, word("off", "an address")),
          option<Switches>(
              {"cache.bloom", "on | off",
               "A Bloom filter that answers for the second level what it surely does not have.",
               "000.11", "part of hit rate +40-50 % (projected)"},
              &Switches::bloom, on_off())};
}

}  // namespace engine::documents::remote
