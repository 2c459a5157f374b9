#include "engine/documents/stages/resuming.h"

#include "engine/documents/stages/stage_functions.h"

namespace engine::documents::stages {
namespace {

using run::Did;

Error error_of(const store::Ended& ended) {
  const auto reason = find_reason(ended.reason);
  return {reason.value_or(Reason::internal), ended.detail};
}

/// Nothing is done to it any more. Errors: those that it ended with.
Expected<void> resume(items::Item& item) {
  item.resumed = true;
  item.byte_count = item.ended->bytes;
  item.let_go_of_bytes();
  if (item.ended->status == store::Status::ok) return {};
  return tl::unexpected(error_of(*item.ended));
}

}  // namespace

bool is_for_good(const Error& error) {
  if (error.may_pass) return false;
  switch (error.reason) {
    case Reason::too_large:
    case Reason::empty:
    case Reason::unsupported_format:
    case Reason::binary:
    case Reason::invalid_utf8:
    case Reason::too_deep:
    case Reason::malformed:
    case Reason::encrypted:
      return true;
    default:
      return false;
  }
}

std::string to_bytes(const items::Stamp& stamp) {
  std::string bytes;
  for (const std::uint64_t number :
       {stamp.device, stamp.inode, stamp.size, static_cast<std::uint64_t>(stamp.modified),
        static_cast<std::uint64_t>(stamp.changed)}) {
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(number >> shift);
  }
  return bytes;
}

bool is_finished(const store::Ended& ended, const content::Recipe& recipe,
                 const content::Recipe& cut) {
  if (ended.status == store::Status::ok) return ended.recipe == recipe || ended.recipe == cut;
  return !ended.may_pass && ended.recipe.parse == recipe.parse;
}

std::string lasting_stamp(const items::Item& item) {
  if (!item.opened || item.stamp == items::Stamp()) return {};
  return items::KnownFiles::is_settled(item.stamp, *item.opened) ? to_bytes(item.stamp)
                                                                 : std::string();
}

Expected<Did> look_back(items::Item& item, Context& context) {
  const Services& services = context.services;
  if (!services.options.state_resume || item.trace.idle || services.under_way == nullptr ||
      !services.under_way->is_only(item.document.id)) {
    return Did::nothing;
  }
  services.in_flight.begin_reading(item);  // who comes now may find another file
  auto ended = services.store.ended(item.document.id);
  if (!ended || !*ended) return Did::work;  // a database that does not answer now will be heard of
  item.ended = **std::move(ended);
  items::Stamp stamp;
  if (item.document.bytes || item.ended->stamp.empty() ||
      !items::find_stamp(item.document.path, stamp) || to_bytes(stamp) != item.ended->stamp) {
    return Did::work;
  }
  if (!is_finished(*item.ended, services.recipe, services.cut_recipe)) {
    item.is_same_file = true;
    return Did::work;
  }
  return resume(item).map([] { return Did::work; });
}

Expected<void> resume_by_key(items::Item& item, const Services& services) {
  if (!item.ended || item.ended->key != key::to_hex(item.key)) return {};
  if (!is_finished(*item.ended, services.recipe, services.cut_recipe)) return {};
  return resume(item);
}

}  // namespace engine::documents::stages
