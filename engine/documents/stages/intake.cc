// From a document to its bytes and their key.
#include "engine/documents/parsed/validation.h"
#include "engine/documents/stages/stage_functions.h"

#include <utility>

#include "engine/documents/parse/gunzip.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/stages/read.h"
#include "engine/documents/stages/resuming.h"

namespace engine::documents::stages {
namespace {

using run::Did;

Expected<Did> take_bytes(items::Item& item, const options::Options& options) {
  if (item.document.bytes->size() > options.document_max_bytes) {
    return failure(Reason::too_large, "more than document.max_bytes");
  }
  item.bytes = std::move(*item.document.bytes);
  return Did::work;
}

std::optional<key::Key> known_key(items::Item& item, const Services& services) {
  if (item.is_same_file) {
    item.byte_count = item.ended->bytes;
    return key::from_hex(item.ended->key);
  }
  items::Stamp stamp;
  if (!services.options.read_skip_unchanged || !items::find_stamp(item.document.path, stamp)) {
    return std::nullopt;  // of one that isn't there, opening it will say why
  }
  item.byte_count = stamp.size;
  return services.known_files.find(stamp);
}

// Is the file's content known, so that it need not be read to look it up?
bool recognise(items::Item& item, const Services& services) {
  const auto key = known_key(item, services);
  const auto format = parse::detect_format(item.document.id, {});  // by its name alone
  if (!key || !format) return false;
  item.format = *format;
  item.key = *key;
  item.has_key = item.unread = true;
  return true;
}

Expected<Did> read_pieces(items::Item& item, items::File file, const options::Options& options) {
  item.pieces = std::make_unique<items::FilePieces>(std::move(file), options.key_hash);
  return item.pieces->survey().map([&](items::FilePieces::Survey survey) {
    item.survey = std::make_unique<items::FilePieces::Survey>(std::move(survey));
    return Did::work;
  });
}

Expected<Did> bring_in(items::Item& item, items::File file, Context& context) {
  const options::Options& options = context.services.options;
  item.stamp = file.stamp();
  if (options.read_mode == options::ReadMode::stream && file.stamp().size > items::piece_bytes) {
    return read_pieces(item, std::move(file), options);
  }
  if (options.read_mode == options::ReadMode::mapped) {
    if (auto mapping = items::Mapping::make(file)) {
      item.mapped.emplace(std::move(file), *std::move(mapping));
      return Did::work;
    }
  }
  item.bytes = context.pools.bytes.take();
  return read_whole(file, item.bytes).map([] { return Did::work; });
}

// This error, unless the file was changed meanwhile.
tl::unexpected<Error> intact_but(const items::Item& item, const Error& error) {
  const auto intact = item.check_intact();
  return tl::unexpected(intact ? error : intact.error());
}

}  // namespace

Expected<Did> read(items::Item& item, Context& context) {
  const Services& services = context.services;
  services.in_flight.begin_reading(item);
  if (item.document.bytes) return take_bytes(item, services.options);
  if (!item.unread && recognise(item, services)) return Did::nothing;
  if (services.options.read_skip_unchanged || services.options.state_resume) {
    item.opened = services.known_files.now();
  }
  // What can't be opened (too large) may be told again, too.
  if (services.options.state_resume) items::find_stamp(item.document.path, item.stamp);
  item.unread = false;
  return items::File::open(item.document.path, services.options.document_max_bytes)
      .and_then([&](items::File file) { return bring_in(item, std::move(file), context); });
}

Expected<Did> validate(items::Item& item, Context&) {
  if (item.unread) return Did::nothing;
  const std::string_view bytes = item.survey ? item.survey->head : item.bytes_in_memory();
  item.byte_count = item.survey ? item.survey->size : bytes.size();
  // By its bytes alone: whatever it is called, the same bytes come to the same content.
  item.packed = parse::is_gzip(bytes);
  const auto format = item.packed
                          ? parse::detect_format(item.document.id, parse::gunzip_head(bytes, 1'024))
                          : parse::detect_format(item.document.id, bytes);
  if (const bool text = !format || parsed::is_text(*format); text && !item.packed) {
    const auto sound = item.survey ? item.survey->verdict : parsed::validate(bytes);
    if (!sound) return intact_but(item, sound.error());
  }
  if (!format) return intact_but(item, format.error());
  item.format = *format;
  return Did::work;
}

Expected<Did> key(items::Item& item, Context& context) {
  if (item.unread) return Did::nothing;
  const options::Options& options = context.services.options;
  item.key = item.survey ? item.survey->key : key::digest(options.key_hash, item.bytes_in_memory());
  if (auto intact = item.check_intact(); !intact) return tl::unexpected(intact.error());
  item.has_key = true;
  context.services.in_flight.learn_key(item);
  if (item.opened) context.services.known_files.learn(item.stamp, item.key, *item.opened);
  return resume_by_key(item, context.services).map([] { return Did::work; });
}

}  // namespace engine::documents::stages
