#include "engine/cache/policy/limits.h"

namespace engine::cache::policy {

OptionTable<Limits> rows() {
  using namespace option_words;
  return {
      option<Limits>({"cache.policy", "none | lru | sieve | s3-fifo | adaptive",
                      "Which cached content goes first. adaptive: as LRU or SIEVE, whichever hit "
                      "more often lately on a sample of the keys.",
                      "000.8", "hit rate 15 -> 45 %"},
                     &Limits::policy,
                     choice<Policy>({{"none", Policy::none},
                                     {"lru", Policy::lru},
                                     {"sieve", Policy::sieve},
                                     {"s3-fifo", Policy::s3_fifo},
                                     {"adaptive", Policy::adaptive}})),
      option<Limits>({"cache.admission", "on | off",
                      "TinyLFU: only what is asked for more often may push another content out; "
                      "an adaptive cache does so while it goes as SIEVE.",
                      "000.11", "part of hit rate +40-50 % (projected)"},
                     &Limits::admission, on_off()),
      option<Limits>(
          {"cache.capacity", "a size | unbounded", "Bytes that cached contents may weigh; 0: none.",
           "000.8", "hit rate 15 -> 45 % with 800 instead of 500 MB"},
          &Limits::capacity_bytes, boundless("unbounded", bytes())),
      option<Limits>({"cache.ttl", "a duration | never", "How long a cached content stays good.",
                      "000.8", "24 -> 48 h"},
                     &Limits::ttl, boundless("never", duration()))};
}

}  // namespace engine::cache::policy
