#include "engine/store/writer.h"

#include <utility>

namespace engine::store {
namespace {

std::int64_t whole(std::uint64_t number) {
  return static_cast<std::int64_t>(number);
}

Expected<void> check_complete(const Record& record) {
  const bool content =
      record.parsed != nullptr && record.chunks != nullptr && record.analysis != nullptr;
  if (content || record.status != Status::ok) return {};
  return failure(Reason::internal, "no content for " + std::string(record.id));
}

}  // namespace

struct Writer::Known {
  std::int64_t number = 0;  // 0: not in the database
  bool unchanged = false;   // its index entries still hold
};

Expected<std::unique_ptr<Writer>> Writer::open(const std::filesystem::path& file,
                                               const Settings& settings) {
  std::unique_ptr<Writer> writer(new Writer(file, settings));
  return writer->session().map([&](WriteSession*) { return std::move(writer); });
}

Expected<WriteSession*> Writer::session() {
  if (session_) return session_.get();
  return WriteSession::open(file_, settings_, tokenizer_)
      .map([&](std::unique_ptr<WriteSession> opened) {
        session_ = std::move(opened);
        return session_.get();
      });
}

void Writer::begin_batch() {
  if (settings_.connections == Connections::kept) return;
  const std::lock_guard lock(mutex_);
  session_.reset();
}

Expected<void> Writer::begin(std::string_view id) {
  if (settings_.updates == Updates::gathered) return {};
  const std::lock_guard lock(mutex_);
  return session().and_then([&](WriteSession* open) { return open->begin.bind(1, id).run(); });
}

Expected<void> Writer::commit(std::span<const Record> records) {
  if (records.empty()) return {};
  const std::lock_guard lock(mutex_);
  const auto open = session();
  if (!open) return tl::unexpected(open.error());
  auto transaction = Transaction::begin((*open)->connection);
  if (!transaction) return tl::unexpected(transaction.error());
  auto committed = write(records).and_then([&] { return transaction->commit(); });
  if (!committed) languages_.clear();  // those of this batch are rolled back with it
  return committed;
}

Expected<void> Writer::write(std::span<const Record> records) {
  const ResetAtEnd reset(session_->greatest);
  const auto row = session_->greatest.step();
  if (!row) return tl::unexpected(row.error());
  greatest_number_ = session_->greatest.number(0);
  session_->greatest.reset();
  for (const Record& record : records) {
    if (auto written = write_one(record); !written) return written;
    if (settings_.updates == Updates::gathered) continue;
    if (auto ended = session_->end.bind(1, record.id).run(); !ended) return ended;
  }
  return {};
}

Expected<void> Writer::write_one(const Record& record) {
  const auto known = find(record);
  if (!known) return tl::unexpected(known.error());
  if (known->unchanged) return session_->touch.bind(1, known->number).run();
  if (auto complete = check_complete(record); !complete) return complete;
  ++greatest_number_;
  Statement& row = known->number == 0 ? session_->insert : session_->replace;
  if (record.status != Status::ok) return write_row(row, record, 0);
  // The index first: who has no stream knows only then how many tokens there are.
  return add_to_index(record).and_then(
      [&] { return write_row(row, record, tokenizer_.body_tokens()); });
}

Expected<Writer::Known> Writer::find(const Record& record) {
  Statement& statement = session_->find;
  const ResetAtEnd reset(statement);
  const auto row = statement.bind(1, record.id).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return Known{};
  const bool both_ok = record.status == Status::ok && statement.number(1) == 0;
  return Known{statement.number(0),
               both_ok && !record.key.empty() && statement.text(2) == record.key};
}

Expected<void> Writer::write_row(Statement& statement, const Record& record, std::size_t tokens) {
  const ResetAtEnd reset(statement);
  const bool ok = record.status == Status::ok;
  const ContentRow content = content_row(record);
  return statement.bind(1, greatest_number_)
      .bind(2, record.id)
      .bind(3, record.key)
      .bind(4, std::int64_t{ok ? 0 : 1})
      .bind(5, ok ? std::string_view() : record.reason)
      .bind(6, whole(record.bytes))
      .bind(7, whole(tokens))
      .bind(8, whole(ok ? record.chunks->size() : 0))
      .bind(9, ok ? std::string_view(record.parsed->title) : std::string_view())
      .bind(10, ok ? std::string_view(record.analysis->language) : std::string_view())
      .bind(11, content.summary)
      .bind(12, content.keywords)
      .bind_blob(13, content.chunk_offsets)
      .run();
}

Expected<void> Writer::add_to_index(const Record& record) {
  const std::string_view language = record.analysis->language;
  if (auto added = add_language(record.analysis->language); !added) return added;
  tokenizer_.set_document(
      {.text = record.parsed->title, .language = language},
      {.stream = record.stream, .text = record.parsed->text, .language = language});
  auto indexed = session_->index.bind(1, greatest_number_)
                     .bind(2, Tokenizer::title_mark)
                     .bind(3, Tokenizer::body_mark)
                     .run();
  tokenizer_.forget_document();
  return indexed;
}

Expected<void> Writer::add_language(const std::string& language) {
  if (languages_.contains(language)) return {};
  auto added = session_->language.bind(1, language).run();
  if (added) languages_.insert(language);
  return added;
}

Expected<void> Writer::check() {
  const std::lock_guard lock(mutex_);
  if (const auto open = session(); !open) return tl::unexpected(open.error());
  const auto sound = session_->connection.text("PRAGMA integrity_check(1)");
  if (!sound) return tl::unexpected(sound.error());
  if (*sound != "ok") return failure(Reason::store_failed, *sound);
  auto index = session_->connection.execute("INSERT INTO search(search) VALUES('integrity-check')");
  if (!index) return index;
  const auto lost = session_->connection.number(
      "SELECT count(*) FROM documents WHERE (number IN (SELECT id FROM search_docsize)) <> "
      "(status = 0)");
  if (!lost) return tl::unexpected(lost.error());
  if (*lost == 0) return {};
  return failure(Reason::store_failed,
                 "state and index disagree on " + std::to_string(*lost) + " documents");
}

}  // namespace engine::store
