#include "engine/inference/answers/answers.h"

#include <utility>

namespace engine::inference::answers {
namespace {

void add_number(key::Digester& digester, std::uint64_t number) {
  char bytes[sizeof number];
  for (char& byte : bytes) {
    byte = static_cast<char>(number & 0xFF);
    number >>= 8;
  }
  digester.add({bytes, sizeof bytes});
}

/// With its length, so that where one text ends and the next begins makes a difference.
void add_text(key::Digester& digester, std::string_view text) {
  add_number(digester, text.size());
  digester.add(text);
}

}  // namespace

key::Key key_of(std::string_view model, const schedule::Ask& ask) {
  key::Digester digester(key::Hash::xxh3);
  add_text(digester, model);
  add_text(digester, ask.prompt);
  add_number(digester, ask.most_tokens);
  add_number(digester, ask.ignore_end ? 1 : 0);
  for (const std::string& stop : ask.stops) add_text(digester, stop);
  return digester.finish();
}

Answers::Answers(const cache::policy::Limits& limits, Now now)
    : now_(std::move(now)), cache_(limits) {}

std::shared_ptr<const Answer> Answers::find(const key::Key& key) {
  return cache_.get(key, now_());
}

void Answers::keep(const key::Key& key, std::shared_ptr<const Answer> answer, Duration cost,
                   Epoch since) {
  const std::uint64_t bytes = answer->bytes();
  const std::lock_guard lock(mutex_);
  if (epoch() == since) cache_.put(key, std::move(answer), bytes, cost, now_());
}

bool Answers::forget(const key::Key& key) {
  const std::lock_guard lock(mutex_);
  epoch_.fetch_add(1, std::memory_order_acq_rel);
  return cache_.invalidate(key);
}

void Answers::forget_all() {
  const std::lock_guard lock(mutex_);
  epoch_.fetch_add(1, std::memory_order_acq_rel);
  cache_.clear();
}

OptionTable<cache::policy::Limits> rows() {
  OptionTable<cache::policy::Limits> table = cache::policy::rows();
  for (auto& row : table) {
    row.claim_id = {};
    row.claim = {};
    if (row.name == "cache.policy") {
      row.help =
          "Which cached answer goes first; none: there is no cache. adaptive: as LRU or SIEVE, "
          "whichever hit more often lately on a sample of the keys.";
      row.claim_id = "004.4";
      row.claim = "95 % hits on repeated requests, 10 ms -> under 1 ms";
    } else if (row.name == "cache.capacity") {
      row.help = "Bytes that cached answers may weigh; 0: none.";
    } else if (row.name == "cache.ttl") {
      row.help = "How long a cached answer stays good.";
    } else if (row.name == "cache.admission") {
      row.help = "TinyLFU: only what is asked for more often may push another answer out.";
    }
  }
  return table;
}

}  // namespace engine::inference::answers
