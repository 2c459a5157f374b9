#include "engine/store/writer.h"

#include <utility>

#include "engine/store/schema.h"

namespace engine::store {
namespace {

constexpr std::string_view find_sql = "SELECT number, status, key FROM documents WHERE id = ?1";
constexpr std::string_view touch_sql =
    "UPDATE documents SET times_processed = times_processed + 1, updated_at = unixepoch() "
    "WHERE number = ?1";
constexpr std::string_view insert_sql =
    "INSERT INTO documents(number, id, key, status, reason, bytes, tokens, chunks, title, language,"
    " summary, keywords, chunk_offsets, times_processed, updated_at)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1, unixepoch())";
constexpr std::string_view replace_sql =
    "UPDATE documents SET number = ?1, key = ?3, status = ?4, reason = ?5, bytes = ?6, tokens = ?7,"
    " chunks = ?8, title = ?9, language = ?10, summary = ?11, keywords = ?12, chunk_offsets = ?13,"
    " times_processed = times_processed + 1, updated_at = unixepoch() WHERE id = ?2";
constexpr std::string_view index_sql = "INSERT INTO search(rowid, title, body) VALUES(?1, ?2, ?3)";
constexpr std::string_view language_sql = "INSERT OR IGNORE INTO languages VALUES(?1)";
constexpr std::string_view greatest_sql = "SELECT max(number) FROM documents";

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
  auto tokenizer = std::make_unique<Tokenizer>();
  auto connection = Connection::open(file);
  if (!connection) return tl::unexpected(connection.error());
  return tokenizer->add_to(connection->get())
      .and_then([&] { return prepare_writer(*connection, settings); })
      .and_then([&] { return prepare_all(*connection); })
      .map([&](Statements statements) {
        return std::unique_ptr<Writer>(
            new Writer(std::move(tokenizer), *std::move(connection), std::move(statements)));
      });
}

Writer::Writer(std::unique_ptr<Tokenizer> tokenizer, Connection connection, Statements statements)
    : tokenizer_(std::move(tokenizer)),
      connection_(std::move(connection)),
      statements_(std::move(statements)) {}

Expected<Writer::Statements> Writer::prepare_all(Connection& connection) {
  auto find = connection.prepare(find_sql);
  auto touch = connection.prepare(touch_sql);
  auto insert = connection.prepare(insert_sql);
  auto replace = connection.prepare(replace_sql);
  auto index = connection.prepare(index_sql);
  auto language = connection.prepare(language_sql);
  auto greatest = connection.prepare(greatest_sql);
  for (const auto* one : {&find, &touch, &insert, &replace, &index, &language, &greatest}) {
    if (!*one) return tl::unexpected(one->error());
  }
  return Statements{*std::move(find),    *std::move(touch), *std::move(insert),
                    *std::move(replace), *std::move(index), *std::move(language),
                    *std::move(greatest)};
}

Expected<void> Writer::commit(std::span<const Record> records) {
  if (records.empty()) return {};
  const std::lock_guard lock(mutex_);
  auto transaction = Transaction::begin(connection_);
  if (!transaction) return tl::unexpected(transaction.error());
  auto committed = write(records).and_then([&] { return transaction->commit(); });
  if (!committed) languages_.clear();  // those of this batch are rolled back with it
  return committed;
}

Expected<void> Writer::write(std::span<const Record> records) {
  const ResetAtEnd reset(statements_.greatest);
  const auto row = statements_.greatest.step();
  if (!row) return tl::unexpected(row.error());
  greatest_number_ = statements_.greatest.number(0);
  statements_.greatest.reset();
  for (const Record& record : records) {
    if (auto written = write_one(record); !written) return written;
  }
  return {};
}

Expected<void> Writer::write_one(const Record& record) {
  const auto known = find(record);
  if (!known) return tl::unexpected(known.error());
  if (known->unchanged) return statements_.touch.bind(1, known->number).run();
  if (auto complete = check_complete(record); !complete) return complete;
  ++greatest_number_;
  Statement& row = known->number == 0 ? statements_.insert : statements_.replace;
  if (record.status != Status::ok) return write_row(row, record, 0);
  analyse::TokenStream made;
  if (record.stream == nullptr) {
    made = tokenizer_->analyser().tokenise(record.parsed->text, record.analysis->language);
  }
  const analyse::TokenStream& body = record.stream == nullptr ? made : *record.stream;
  return write_row(row, record, body.tokens.size()).and_then([&] {
    return add_to_index(record, body);
  });
}

Expected<Writer::Known> Writer::find(const Record& record) {
  Statement& statement = statements_.find;
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

Expected<void> Writer::add_to_index(const Record& record, const analyse::TokenStream& body) {
  const analyse::Analysis& analysis = *record.analysis;
  if (auto added = add_language(analysis.language); !added) return added;
  const analyse::TokenStream title =
      tokenizer_->analyser().tokenise(record.parsed->title, analysis.language);
  tokenizer_->set_document(title, body);
  auto indexed = statements_.index.bind(1, greatest_number_)
                     .bind(2, Tokenizer::title_mark)
                     .bind(3, Tokenizer::body_mark)
                     .run();
  tokenizer_->forget_document();
  return indexed;
}

Expected<void> Writer::add_language(const std::string& language) {
  if (languages_.contains(language)) return {};
  auto added = statements_.language.bind(1, language).run();
  if (added) languages_.insert(language);
  return added;
}

Expected<void> Writer::check() {
  const std::lock_guard lock(mutex_);
  const auto sound = connection_.text("PRAGMA integrity_check(1)");
  if (!sound) return tl::unexpected(sound.error());
  if (*sound != "ok") return failure(Reason::store_failed, *sound);
  auto index = connection_.execute("INSERT INTO search(search) VALUES('integrity-check')");
  if (!index) return index;
  const auto lost = connection_.number(
      "SELECT count(*) FROM documents WHERE (number IN (SELECT id FROM search_docsize)) <> "
      "(status = 0)");
  if (!lost) return tl::unexpected(lost.error());
  if (*lost == 0) return {};
  return failure(Reason::store_failed,
                 "state and index disagree on " + std::to_string(*lost) + " documents");
}

}  // namespace engine::store
