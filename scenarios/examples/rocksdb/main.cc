// RocksDB as a subject: nine reads of ten, told apart from writes; its block cache and bloom filter
// as settings, its compactions as counters.
#include <prony/prony.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/statistics.h>
#include <rocksdb/table.h>

#include <map>

namespace {

constexpr std::uint64_t keys = 200'000;

std::string key_of(std::uint64_t item) {
  const std::string key = std::to_string(item);
  return std::string(16 - key.size(), '0') + key;
}
constexpr auto is_write = [](const prony::Request& request) { return request.id % 10 == 0; };

/// A database in the order's folder that holds each key.
prony::Expected<prony::Prepared> prepare(const prony::TargetOrder& order) {
  std::map<std::string, std::string> set{{"block_cache", "8388608"}, {"bloom_bits", "0"}};
  if (order.engine == "tuned") set = {{"block_cache", "134217728"}, {"bloom_bits", "10"}};
  for (const auto& [name, value] : order.settings) set[name] = value;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(std::stoull(set["block_cache"]));
  if (const int bits = std::stoi(set["bloom_bits"]); bits > 0)
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(bits));
  rocksdb::Options options;
  options.create_if_missing = true;
  options.statistics = rocksdb::CreateDBStatistics();
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  rocksdb::DB* opened = nullptr;
  auto status = rocksdb::DB::Open(options, order.scratch / "rocksdb", &opened);
  const std::shared_ptr<rocksdb::DB> database(opened);
  for (std::uint64_t item = 0; item < keys && status.ok(); ++item)
    status = database->Put({}, key_of(item), std::string(100, 'x'));
  if (status.ok()) status = database->Flush({});
  if (!status.ok()) return prony::failure(status.ToString());
  const auto call = [database](const prony::Request& request) {
    std::string value(100, 'y');
    const auto done = is_write(request) ? database->Put({}, key_of(request.item), value)
                                        : database->Get({}, key_of(request.item), &value);
    return done.ok() ? prony::Outcome::ok : prony::Outcome::failed;
  };
  const auto observe = [counts = options.statistics](std::span<prony::CounterValue> values) {
    values[0] = counts->getTickerCount(rocksdb::COMPACT_READ_BYTES);
    values[1] = counts->getTickerCount(rocksdb::COMPACT_WRITE_BYTES);
    return prony::Observation{.cache_hits = counts->getTickerCount(rocksdb::BLOCK_CACHE_HIT),
                              .cache_misses = counts->getTickerCount(rocksdb::BLOCK_CACHE_MISS)};
  };
  prony::Tells tells{{{"read", "write"}, is_write}, {}, observe};
  tells.counters = {{"compaction_read", "bytes"}, {"compaction_written", "bytes"}};
  return prony::prepare(order, keys, call, tells);
}

}  // namespace

int main(int argc, char** argv) {
  prony::Subject subject = prony::subject("rocksdb", keys, nullptr);
  subject.presets = {"plain", "tuned"};
  subject.preset = "tuned";
  subject.settings.push_back(
      {"block_cache", "bytes", "The block cache.", {"8388608", "134217728"}});
  subject.settings.push_back({"bloom_bits", "0 to 20", "Bits a key of the filter.", {"0", "10"}});
  subject.make_target = prepare;
  return prony::main(argc, argv, {subject});
}
