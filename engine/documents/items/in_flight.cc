#include "engine/documents/items/in_flight.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/documents/items/file.h"
#include "engine/documents/items/known_files.h"

namespace engine::documents::items {

/// What stands under a document's id: its last flight, unless that has ended, and how many of its
/// flights are not in the queue yet. Where there are several, none knows its place among them.
struct InFlight::Entry {
  std::shared_ptr<Flight> last;
  unsigned unsettled = 0;
};

struct InFlight::Shard {
  std::mutex mutex;
  std::unordered_map<std::string, Entry> entries;

  void forget(const std::string& id) { entries.erase(entries.find(id)); }
};

/// One document under way. Its shard's mutex guards it.
struct Flight {
  InFlight::Shard* shard = nullptr;
  std::pair<const std::string, InFlight::Entry>* place = nullptr;

  std::filesystem::path path;        // where its bytes are,
  std::optional<std::string> bytes;  // unless they are here, until it reads
  std::size_t byte_count = 0;
  bool has_bytes = false;

  bool is_ordered = false;  // no other flight of the document was unsettled when it began
  bool in_queue = false;
  bool has_begun_to_read = false;
  bool is_last = true;
  std::optional<Stamp> stamp;  // of its file, from before it was read; one that can be relied on
  std::optional<key::Key> key;
  std::vector<Joined> joined;

  /// Is it asked to read from the same place?
  bool is_of(const Document& document) const {
    if (document.bytes) return has_bytes && document.bytes->size() == byte_count;
    return !has_bytes && document.path == path;
  }
};

namespace {

/// What a document is like now.
struct Look {
  std::optional<Stamp> stamp;
  std::optional<key::Key> key;
};

Look look_at(const Document& document, key::Hash hash) {
  if (document.bytes) return {std::nullopt, key::digest(hash, *document.bytes)};
  Stamp stamp;
  if (!find_stamp(document.path, stamp)) return {};
  return {stamp, std::nullopt};
}

/// The stamp of a file that is about to be read, if no change can hide behind it.
std::optional<Stamp> reliable_stamp(const std::filesystem::path& path) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  Stamp stamp;
  if (!find_stamp(path, stamp)) return std::nullopt;
  const auto last = std::chrono::nanoseconds(std::max(stamp.modified, stamp.changed));
  if (last + KnownFiles::too_fresh > now) return std::nullopt;
  return stamp;
}

bool has_what_is_there(const Flight& flight, const Document& document) {
  return !flight.has_begun_to_read && (!document.bytes || document.bytes == flight.bytes);
}

/// Could a look at the document show that the flight has read just that?
bool can_be_told(const Flight& flight) {
  return flight.stamp || flight.key;
}

bool has_read(const Flight& flight, const Look& look) {
  return (look.stamp && look.stamp == flight.stamp) || (look.key && look.key == flight.key);
}

}  // namespace

InFlight::InFlight(key::Hash hash, std::size_t max_joined, bool queue_waits)
    : hash_(hash),
      max_joined_(max_joined),
      queue_waits_(queue_waits),
      shards_(std::make_unique<Shard[]>(shards)) {}

InFlight::~InFlight() = default;

std::shared_ptr<Flight> InFlight::join_or_begin(Document& document, Done& done, Time submitted) {
  Shard& shard = shards_[std::hash<std::string>()(document.id) % shards];
  std::unique_lock lock(shard.mutex);
  const auto find_last = [&]() -> std::shared_ptr<Flight> {
    const auto found = shard.entries.find(document.id);
    if (found == shard.entries.end()) return nullptr;
    const std::shared_ptr<Flight>& last = found->second.last;
    const bool fits =
        last && last->is_ordered && (last->in_queue || queue_waits_) && last->is_of(document);
    return fits ? last : nullptr;
  };
  const auto last = find_last();
  if (last && has_what_is_there(*last, document) && join(*last, done, submitted)) return nullptr;
  if (last && can_be_told(*last)) {
    lock.unlock();  // looking may take long
    const Look look = look_at(document, hash_);
    lock.lock();
    if (find_last() == last && has_read(*last, look) && join(*last, done, submitted)) {
      return nullptr;
    }
  }
  return begin(shard, document);
}

bool InFlight::join(Flight& flight, Done& done, Time submitted) {
  if (waiting_.fetch_add(1, std::memory_order_relaxed) >= max_joined_) {
    waiting_.fetch_sub(1, std::memory_order_relaxed);
    return false;
  }
  flight.joined.push_back({std::move(done), submitted});
  joined_.fetch_add(1, std::memory_order_relaxed);
  return true;
}

std::shared_ptr<Flight> InFlight::begin(Shard& shard, Document& document) {
  auto& place = *shard.entries.try_emplace(document.id).first;
  auto flight = std::make_shared<Flight>();
  flight->shard = &shard;
  flight->place = &place;
  flight->has_bytes = document.bytes.has_value();
  if (document.bytes) {
    flight->byte_count = document.bytes->size();
    flight->bytes = std::exchange(document.bytes, std::string());
  } else {
    flight->path = document.path;
  }
  Entry& entry = place.second;
  flight->is_ordered = entry.unsettled == 0;
  ++entry.unsettled;
  if (entry.last) entry.last->is_last = false;
  entry.last = flight;
  return flight;
}

void InFlight::settle(Flight& flight, bool in_queue) {
  const std::lock_guard lock(flight.shard->mutex);
  flight.in_queue = in_queue;
  Entry& entry = flight.place->second;
  --entry.unsettled;
  if (entry.unsettled == 0 && !entry.last) flight.shard->forget(flight.place->first);
}

void InFlight::begin_reading(Item& item) {
  if (!item.flight) return;
  Flight& flight = *item.flight;
  {
    const std::lock_guard lock(flight.shard->mutex);
    flight.has_begun_to_read = true;
    if (flight.bytes) item.document.bytes = *std::exchange(flight.bytes, std::nullopt);
    if (flight.has_bytes) return;
  }
  const auto stamp = reliable_stamp(item.document.path);
  const std::lock_guard lock(flight.shard->mutex);
  flight.stamp = stamp;
}

void InFlight::learn_key(const Item& item) {
  if (!item.flight || !item.document.bytes) return;
  const std::lock_guard lock(item.flight->shard->mutex);
  item.flight->key = item.key;
}

std::vector<Joined> InFlight::end(Flight& flight) {
  const std::lock_guard lock(flight.shard->mutex);
  if (flight.is_last) {
    flight.is_last = false;
    Entry& entry = flight.place->second;
    entry.last.reset();
    if (entry.unsettled == 0) flight.shard->forget(flight.place->first);
  }
  waiting_.fetch_sub(flight.joined.size(), std::memory_order_relaxed);
  return std::move(flight.joined);
}

}  // namespace engine::documents::items
