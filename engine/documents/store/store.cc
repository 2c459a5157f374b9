#include "engine/documents/store/store.h"

#include <utility>

#include "engine/documents/store/readers.h"
#include "engine/documents/store/writer.h"

namespace engine::documents::store {

struct Store::Connections {
  std::unique_ptr<Writer> writer;
  Readers readers;  // closed first, so that the writer is the last and folds the log in
};

Expected<Store> Store::open(const std::filesystem::path& file, const Settings& settings) {
  return Writer::open(file, settings).map([&](std::unique_ptr<Writer> writer) {
    return Store(std::unique_ptr<Connections>(new Connections{std::move(writer), Readers(file)}));
  });
}

Store::Store(std::unique_ptr<Connections> connections) : connections_(std::move(connections)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

void Store::begin_batch() {
  connections_->writer->begin_batch();
}

Expected<void> Store::begin(std::string_view id) {
  return connections_->writer->begin(id);
}

Expected<std::vector<std::string>> Store::under_way() const {
  return connections_->readers.with([](Reader& reader) { return reader.under_way(); });
}

Expected<void> Store::commit(std::span<const Record> records) {
  return connections_->writer->commit(records);
}

Expected<std::vector<SetAside>> Store::quarantined(std::size_t limit) const {
  return connections_->readers.with([&](Reader& reader) { return reader.quarantined(limit); });
}

Expected<void> Store::let_back(std::span<const std::string> keys) {
  return connections_->writer->let_back(keys);
}

Expected<std::optional<State>> Store::find(std::string_view id) const {
  return connections_->readers.with([&](Reader& reader) { return reader.find(id); });
}

Expected<std::optional<Ended>> Store::ended(std::string_view id) const {
  return connections_->readers.with([&](Reader& reader) { return reader.ended(id); });
}

Expected<std::optional<Kept>> Store::kept(std::string_view key, std::uint32_t format) const {
  return connections_->readers.with([&](Reader& reader) { return reader.kept(key, format); });
}

Expected<bool> Store::forget(std::string_view key, std::span<const std::uint32_t> formats) {
  return connections_->writer->forget(key, formats);
}

Expected<std::vector<chunk::Chunk>> Store::chunks(std::string_view id) const {
  return connections_->readers.with([&](Reader& reader) { return reader.chunks(id); });
}

Expected<std::uint64_t> Store::count(Status status) const {
  return connections_->readers.with([&](Reader& reader) { return reader.count(status); });
}

Expected<std::vector<Hit>> Store::search(std::string_view query, std::size_t limit) const {
  return connections_->readers.with([&](Reader& reader) { return reader.search(query, limit); });
}

Expected<void> Store::check() const {
  return connections_->writer->check();
}

}  // namespace engine::documents::store
