// RocksDB as a subject: nine reads of ten, its block cache and bloom filter as settings.
#include <prony/prony.h>
#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <map>
#include <memory>
#include <string>

namespace {

constexpr std::uint64_t keys = 200'000;
constexpr std::uint64_t one_write_in = 10;

std::string key_of(std::uint64_t item) {
  std::string key = std::to_string(item);
  return std::string(16 - key.size(), '0') + key;
}

/// A database in the order's folder that holds each key.
prony::Expected<std::shared_ptr<rocksdb::DB>> open(const prony::TargetOrder& order) {
  std::map<std::string, std::string> set{{"block_cache", "8388608"}, {"bloom_bits", "0"}};
  if (order.engine == "tuned") set = {{"block_cache", "134217728"}, {"bloom_bits", "10"}};
  for (const auto& [name, value] : order.settings) set[name] = value;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(std::stoull(set["block_cache"]));
  if (const int bits = std::stoi(set["bloom_bits"]); bits > 0)
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(bits));
  rocksdb::Options options;
  options.create_if_missing = true;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  rocksdb::DB* opened = nullptr;
  auto status = rocksdb::DB::Open(options, order.scratch / "rocksdb", &opened);
  if (!status.ok()) return prony::failure(status.ToString());
  const std::shared_ptr<rocksdb::DB> database(opened);
  for (std::uint64_t item = 0; item < keys && status.ok(); ++item)
    status = database->Put({}, key_of(item), std::string(100, 'x'));
  if (status.ok()) status = database->Flush({});
  if (!status.ok()) return prony::failure(status.ToString());
  return database;
}

}  // namespace

int main(int argc, char** argv) {
  prony::Subject subject = prony::subject("rocksdb", keys, nullptr);
  subject.description = "RocksDB: 200,000 keys of 100 bytes, nine reads of ten requests.";
  subject.presets = {"plain", "tuned"};
  subject.preset = "tuned";
  subject.settings.push_back(
      {"block_cache", "bytes", "The block cache.", {"8388608", "134217728"}});
  subject.settings.push_back({"bloom_bits", "0 to 20", "Bits a key of the filter.", {"0", "10"}});
  subject.make_target = [](const prony::TargetOrder& order) -> prony::Expected<prony::Prepared> {
    const auto database = open(order);
    if (!database) return tl::unexpected(database.error());
    const auto call = [database = *database](const prony::Request& request) {
      std::string value(100, 'y');
      const bool writes = request.id % one_write_in == 0;
      const auto status = writes ? database->Put({}, key_of(request.item), value)
                                 : database->Get({}, key_of(request.item), &value);
      return status.ok() ? prony::Outcome::ok : prony::Outcome::failed;
    };
    prony::TargetOrder rest = order;
    return prony::prepare(rest, keys, call);
  };
  return prony::main(argc, argv, {subject});
}
