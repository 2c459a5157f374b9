// A batch's results made durable.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/documents/stages/kept.h"
#include "engine/documents/stages/limits.h"
#include "engine/documents/stages/resuming.h"
#include "engine/documents/stages/stage_functions.h"

namespace engine::documents::stages {
namespace {

constexpr std::string_view this_stage = "index_and_state";

/// What a record points to besides its item.
using Words = services::Pools::Words;

using parsed::Extent;

Extent extent_of(const items::Item& item) {
  return item.content ? parsed::extent_of(item.content->parsed) : Extent::whole;
}

store::Record record_of(const items::Item& item, const Words& words) {
  store::Record record{.id = item.document.id, .key = words.key, .bytes = item.byte_count};
  record.stamp = words.stamp;
  record.recipe = words.recipe;
  record.only_stamp = item.resumed;
  if (item.trace.error) {
    record.status = store::Status::failed;
    record.reason = to_string(item.trace.error->reason);
    record.detail = item.trace.error->detail;
    record.may_pass = !is_for_good(*item.trace.error);
    if (!words.aside.key.empty()) record.set_aside = &words.aside;
    return record;
  }
  if (item.resumed) return record;
  record.parsed = &item.content->parsed;
  record.chunks = &item.content->chunks;
  record.analysis = &item.content->analysis;
  const bool has_stream = !item.from_cache && !item.in_windows && !item.from_kept.analyse;
  record.stream = has_stream ? &item.stream : nullptr;
  if (words.keep.make) record.keep = &words.keep;
  record.is_partial = extent_of(item) != Extent::whole;
  return record;
}

void fill(Words& words, const items::Item& item, const Services& services) {
  words.key.clear();
  if (item.has_key) key::append_hex(item.key, words.key);
  words.stamp = services.options.state_resume ? lasting_stamp(item) : std::string();
  const Extent extent = extent_of(item);
  words.recipe = extent == Extent::whole           ? services.recipe
                 : extent == Extent::cut_by_limits ? services.cut_recipe
                                                   : content::Recipe();  // to be tried again
  words.keep = {};
  if (services.options.state_keep && item.content && extent == Extent::whole) {
    words.keep = to_keep(item);
  }
  words.aside = {};
  if (services.options.quarantine && item.has_key && services::is_poison(item.trace)) {
    words.aside = {.id = item.document.id,
                   .path = item.document.path,
                   .key = words.key,
                   .reason = std::string(to_string(item.trace.error->reason)),
                   .detail = item.trace.error->detail,
                   .attempts = item.trace.attempts};
  }
}

void set_aside(items::Item& item, services::Quarantine& quarantine) {
  item.is_set_aside = item.has_key && services::is_poison(item.trace);
  if (!item.is_set_aside) return;
  const Error& error = *item.trace.error;
  quarantine.add(item.key, fmt::format("{}: {}", to_string(error.reason), error.detail));
}

/// A file that was not even read is as the database has it.
bool is_as_stored(const items::Item& item) {
  return item.resumed && !item.has_key;
}

}  // namespace

Expected<run::Did> begin(items::Item& item, Context& context) {
  item.trace.deadline = deadline_of(item, context.services.options);
  if (item.trace.idle) return run::Did::nothing;
  if (context.services.options.store.updates == store::Updates::gathered) return run::Did::nothing;
  return context.services.store.begin(item.document.id).map([] { return run::Did::work; });
}

Expected<void> finish(std::span<items::Item* const> batch, Context& context) {
  services::Pools& pools = context.pools;
  pools.words.resize(std::max(pools.words.size(), batch.size()));  // records point into them
  pools.records.clear();
  pools.records.reserve(batch.size());
  auto words = pools.words.begin();
  for (const items::Item* item : batch) {
    if (is_as_stored(*item)) continue;
    fill(*words, *item, context.services);
    pools.records.push_back(record_of(*item, *words++));
  }
  const items::Item& largest = **std::ranges::max_element(batch, {}, &items::Item::byte_count);
  const run::Sitting sitting(context.seat, largest.document.id, largest.trace.started, this_stage);
  auto committed = context.services.store.commit(pools.records);
  pools.trim_batch();
  if (!committed) return committed;  // it may be tried again
  for (items::Item* item : batch) {
    pools.streams.give(std::exchange(item->stream, {}));
    if (context.services.options.quarantine) set_aside(*item, context.services.quarantine);
  }
  return committed;
}

}  // namespace engine::documents::stages
