#include "engine/documents/remote/level.h"

#include <utility>

#include "engine/documents/remote/entry.h"

namespace engine::documents::remote {
namespace {

using std::chrono::milliseconds;

/// While names are learnt, every so many calls take a page, so that no document waits for more.
constexpr std::uint32_t calls_per_page = 4;

void add(std::atomic<std::uint64_t>& total, std::uint64_t more) {
  total.fetch_add(more, std::memory_order_relaxed);
}

std::uint64_t now(const std::atomic<std::uint64_t>& total) {
  return total.load(std::memory_order_relaxed);
}

}  // namespace

Level::Level(const Settings& settings)
    : settings_(settings), connection_(settings.server, settings.patience) {
  if (settings_.bloom) known_.emplace(settings_.prefix, settings_.learning);
}

Counters Level::counters() const {
  return {.hits = now(totals_.hits),
          .misses = now(totals_.misses),
          .spared = now(totals_.spared),
          .insertions = now(totals_.insertions),
          .errors = now(totals_.errors),
          .bytes_read = now(totals_.bytes_read),
          .bytes_written = now(totals_.bytes_written),
          .time_saved = std::chrono::nanoseconds(totals_.saved_ns.load(std::memory_order_relaxed))};
}

std::optional<bool> Level::forget(std::string_view name) {
  const std::string full_name = settings_.prefix + std::string(name);
  forgotten_.add(full_name);
  const std::lock_guard lock(forgetting_);
  const auto removed = connection_.remove(full_name);
  return removed ? std::optional(*removed) : std::nullopt;
}

Access::Access(Level& level)
    : level_(level), connection_(level.settings().server, level.settings().patience) {}

std::optional<Found> Access::find(std::string_view name, bool& spared) {
  const std::string full_name = level_.settings_.prefix + std::string(name);
  if (level_.known_) {
    if (calls_++ % calls_per_page == 0) level_.known_->learn(connection_);
    spared = !level_.known_->may_have(full_name);
  }
  const bool known = !spared && !level_.forgotten_.has(full_name);
  auto found = known ? fetch(full_name) : std::nullopt;
  count_failed_sets();
  return found;
}

std::optional<Found> Access::get(std::string_view name) {
  bool spared = false;
  auto found = find(name, spared);
  if (spared) add(level_.totals_.spared, 1);
  add(found ? level_.totals_.hits : level_.totals_.misses, 1);
  if (found) level_.totals_.saved_ns.fetch_add(found->cost.count(), std::memory_order_relaxed);
  return found;
}

std::optional<Found> Access::get_ahead(std::string_view name) {
  bool spared = false;
  return find(name, spared);
}

std::optional<Found> Access::fetch(const std::string& full_name) {
  const auto value = connection_.get(full_name);
  if (!value && value.error() != redis::Trouble::pausing) add(level_.totals_.errors, 1);
  if (!value || !*value) return std::nullopt;
  add(level_.totals_.bytes_read, (*value)->size());
  auto entry = read_entry(level_.settings_.format, **value);
  if (!entry) {
    add(level_.totals_.errors, 1);
    return std::nullopt;
  }
  return Found{std::make_shared<const content::Content>(std::move(entry->content)), entry->cost};
}

void Access::put(std::string_view name, const content::Content& content,
                 std::chrono::nanoseconds cost) {
  if (!connection_.is_usable()) return;  // writing it down would be for nothing
  const Settings& settings = level_.settings_;
  const std::string full_name = settings.prefix + std::string(name);
  const std::string value = write_entry(settings.format, content, cost);
  std::optional<milliseconds> ttl;
  if (settings.ttl) ttl = std::chrono::duration_cast<milliseconds>(*settings.ttl);
  if (!connection_.set(full_name, value, ttl)) return;
  add(level_.totals_.insertions, 1);
  add(level_.totals_.bytes_written, value.size());
  if (level_.known_) level_.known_->add(full_name);
  level_.forgotten_.remove(full_name);
}

void Access::count_failed_sets() {
  const std::uint64_t failed = connection_.failed_sets();
  add(level_.totals_.errors, failed - std::exchange(failed_sets_, failed));
}

}  // namespace engine::documents::remote
