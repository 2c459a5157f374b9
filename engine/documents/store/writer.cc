#include "engine/documents/store/writer.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace engine::documents::store {
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

/// How many records come before one whose id was there already.
std::size_t leading_distinct(std::span<const Record> records) {
  std::unordered_set<std::string_view> ids;
  for (const Record& record : records) {
    if (!ids.insert(record.id).second) break;
  }
  return ids.size();
}

}  // namespace

struct Writer::Known {
  std::int64_t number = 0;  // 0: not in the database
  bool indexed = false;
  bool still_indexed = false;  // its index entries still hold
  bool unchanged = false;      // so does all of its row
  std::int64_t content = 0;    // the number of what is kept of it, or 0
  std::string stamp = {};
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
  auto transaction = engine::store::sqlite::Transaction::begin((*open)->connection);
  if (!transaction) return tl::unexpected(transaction.error());
  try {
    auto committed = write(records).and_then([&] { return transaction->commit(); });
    if (!committed) index_.roll_back();
    return committed;
  } catch (...) {  // no memory: what the index remembers of this transaction is not so
    index_.roll_back();
    throw;
  }
}

Expected<void> Writer::let_back(std::span<const std::string> keys) {
  const std::lock_guard lock(mutex_);
  const auto open = session();
  if (!open) return tl::unexpected(open.error());
  auto transaction = engine::store::sqlite::Transaction::begin((*open)->connection);
  if (!transaction) return tl::unexpected(transaction.error());
  for (const std::string& key : keys) {
    if (auto gone = (*open)->quarantine.let_back(key); !gone) return gone;
  }
  return transaction->commit();
}

Expected<void> Writer::write(std::span<const Record> records) {
  const engine::store::sqlite::ResetAtEnd reset(session_->greatest);
  const auto row = session_->greatest.step();
  if (!row) return tl::unexpected(row.error());
  greatest_number_ = session_->greatest.number(0);
  session_->greatest.reset();
  while (!records.empty()) {
    const std::size_t count = leading_distinct(records);
    if (auto written = write_distinct(records.first(count)); !written) return written;
    records = records.subspan(count);
  }
  return {};
}

Expected<void> Writer::write_distinct(std::span<const Record> records) {
  const auto known = find_all(records);
  if (!known) return tl::unexpected(known.error());
  if (auto removed = remove_old(*known); !removed) return removed;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (auto written = write_one(records[i], (*known)[i]); !written) return written;
    if (const SetAside* const poison = records[i].set_aside) {
      if (auto listed = session_->quarantine.set_aside(*poison); !listed) return listed;
    }
    if (settings_.updates == Updates::gathered) continue;
    if (auto ended = session_->end.bind(1, records[i].id).run(); !ended) return ended;
  }
  return {};
}

Expected<std::vector<Writer::Known>> Writer::find_all(std::span<const Record> records) {
  std::vector<Known> all;
  all.reserve(records.size());
  for (const Record& record : records) {
    const auto known = record.only_stamp ? Expected<Known>() : find(record);
    if (!known) return tl::unexpected(known.error());
    if (record.only_stamp) {
      all.push_back(*known);
      continue;
    }
    if (!known->unchanged || record.keep != nullptr) {
      if (auto complete = check_complete(record); !complete) {
        return tl::unexpected(complete.error());
      }
    }
    all.push_back(*known);
  }
  return all;
}

Expected<Writer::Known> Writer::find(const Record& record) {
  engine::store::sqlite::Statement& statement = session_->find;
  const engine::store::sqlite::ResetAtEnd reset(statement);
  const auto row = statement.bind(1, record.id).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return Known{};
  Known known{statement.number(0), statement.number(1) == 0};
  known.content = statement.number(5);
  known.stamp = statement.text(4);
  const bool same_bytes = known.indexed && record.status == Status::ok && !record.is_partial &&
                          !record.key.empty() && statement.text(2) == record.key;
  const auto recipe = content::recipe_from(statement.text(3)).value_or(content::Recipe());
  known.still_indexed = same_bytes && recipe.index == record.recipe.index;
  known.unchanged = same_bytes && recipe == record.recipe &&
                    (record.stamp.empty() || record.stamp == known.stamp);
  return known;
}

/// What is to be replaced leaves the index, in the order of numbers.
Expected<void> Writer::remove_old(std::span<const Known> known) {
  std::vector<std::int64_t> old;
  for (const Known& one : known) {
    if (one.indexed && !one.still_indexed) old.push_back(one.number);
  }
  std::sort(old.begin(), old.end());
  for (const std::int64_t number : old) {
    if (auto removed = index_.remove(*session_, number); !removed) return removed;
  }
  return {};
}

Expected<void> Writer::write_one(const Record& record, const Known& known) {
  if (record.only_stamp) {
    if (record.stamp.empty()) return {};
    return session_->stamp.bind(1, record.id).bind_blob(2, record.stamp).run();
  }
  std::int64_t content = known.still_indexed ? known.content : 0;  // the same bytes
  if (record.keep != nullptr && record.status == Status::ok && !record.key.empty()) {
    const auto kept = session_->contents.keep(record);
    if (!kept) return tl::unexpected(kept.error());
    content = *kept;
  }
  if (known.unchanged && content == known.content) {
    return session_->touch.bind(1, known.number).run();
  }
  const auto written =
      known.still_indexed ? renew(record, known, content) : replace(record, known, content);
  if (!written || content == known.content) return written;
  return session_->contents.let_go(known.content);
}

Expected<void> Writer::renew(const Record& record, const Known& known, std::int64_t content) {
  engine::store::sqlite::Statement& statement = session_->renew;
  const engine::store::sqlite::ResetAtEnd reset(statement);
  const ContentRow row = content_row(record);
  const std::string recipe = to_bytes(record.recipe);
  return statement.bind(1, known.number)
      .bind(2, whole(record.chunks->size()))
      .bind(3, row.summary)
      .bind(4, row.keywords)
      .bind_blob(5, row.chunk_offsets)
      .bind_blob(6, recipe)
      .bind_blob(7, record.stamp.empty() ? std::string_view(known.stamp) : record.stamp)
      .bind(8, content)
      .bind(9, row.summary_places)
      .bind(10, row.problems)
      .run();
}

Expected<void> Writer::replace(const Record& record, const Known& known, std::int64_t content) {
  ++greatest_number_;
  engine::store::sqlite::Statement& row = known.number == 0 ? session_->insert : session_->replace;
  if (record.status != Status::ok) return write_row(row, record, 0, 0);
  // The index first: who has no stream knows only then how many tokens there are.
  return index_.add(*session_, greatest_number_, record).and_then([&](std::size_t tokens) {
    return write_row(row, record, tokens, content);
  });
}

Expected<void> Writer::write_row(engine::store::sqlite::Statement& statement, const Record& record,
                                 std::size_t tokens, std::int64_t content) {
  const engine::store::sqlite::ResetAtEnd reset(statement);
  const bool ok = record.status == Status::ok;
  const ContentRow row = content_row(record);
  const std::string recipe = to_bytes(record.recipe);
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
      .bind(11, row.summary)
      .bind(12, row.keywords)
      .bind_blob(13, row.chunk_offsets)
      .bind(14, ok ? std::string_view() : record.detail.substr(0, Record::most_detail))
      .bind(15, std::int64_t{!ok && record.may_pass})
      .bind_blob(16, recipe)
      .bind_blob(17, record.stamp)
      .bind(18, content)
      .bind(19, row.summary_places)
      .bind(20, row.problems)
      .run();
}

Expected<bool> Writer::forget(std::string_view key, std::span<const std::uint32_t> formats) {
  const std::lock_guard lock(mutex_);
  const auto open = session();
  if (!open) return tl::unexpected(open.error());
  auto transaction = engine::store::sqlite::Transaction::begin((*open)->connection);
  if (!transaction) return tl::unexpected(transaction.error());
  bool was_kept = false;
  for (const std::uint32_t format : formats) {
    const auto gone = (*open)->contents.forget(key, format);
    if (!gone) return tl::unexpected(gone.error());
    was_kept |= *gone;
  }
  return (*open)
      ->open_again.bind(1, key)
      .run()
      .and_then([&] { return transaction->commit(); })
      .map([&] { return was_kept; });
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
      "SELECT (SELECT count(*) FROM documents WHERE status = 0 AND (number NOT IN "
      "(SELECT id FROM search_docsize) OR number NOT IN (SELECT number FROM indexed))) + "
      "(SELECT count(*) FROM search_docsize WHERE id NOT IN "
      "(SELECT number FROM documents WHERE status = 0)) + "
      "(SELECT count(*) FROM indexed WHERE number NOT IN "
      "(SELECT number FROM documents WHERE status = 0))");
  if (!lost) return tl::unexpected(lost.error());
  if (*lost != 0) {
    return failure(Reason::store_failed,
                   "state and index disagree on " + std::to_string(*lost) + " documents");
  }
  const auto stray = session_->connection.number(
      "SELECT (SELECT count(*) FROM documents WHERE content <> 0 AND content NOT IN "
      "(SELECT number FROM contents)) + (SELECT count(*) FROM contents WHERE number NOT IN "
      "(SELECT content FROM documents WHERE content <> 0))");
  if (!stray) return tl::unexpected(stray.error());
  if (*stray == 0) return {};
  return failure(Reason::store_failed,
                 "state and kept contents disagree on " + std::to_string(*stray) + " documents");
}

}  // namespace engine::documents::store
