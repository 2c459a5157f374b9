#include "engine/documents/ingest/walk.h"

#include <system_error>
#include <utility>

#include "engine/documents/parse/parser.h"

namespace engine::documents::ingest {
namespace {

namespace fs = std::filesystem;

bool is_document(const fs::path& path) {
  return parse::detect_format(path.filename().native(), {}).has_value();
}

}  // namespace

Expected<Walk> Walk::open(const fs::path& folder) {
  std::error_code error;
  const fs::path whole = fs::canonical(folder, error);
  if (!error && !fs::is_directory(whole, error) && !error) {
    error = std::make_error_code(std::errc::not_a_directory);
  }
  Entries top;
  if (!error) top = Entries(whole, error);
  if (error) return failure(Reason::unreadable, folder.string() + ": " + error.message());
  return Walk(std::move(top));
}

std::optional<fs::path> Walk::next() {
  while (!open_.empty()) {
    if (open_.back() == Entries()) {
      open_.pop_back();
      continue;
    }
    const fs::directory_entry entry = *open_.back();
    std::error_code error;
    open_.back().increment(error);
    // Nothing more can be read of this folder; the iterator has become its end.
    if (error) note_closed(entry.path().parent_path(), error.message());
    if (take(entry)) return entry.path();
  }
  return std::nullopt;
}

bool Walk::take(const fs::directory_entry& entry) {
  std::error_code error;
  const fs::file_type type = entry.symlink_status(error).type();
  if (type == fs::file_type::directory) {
    enter(entry.path());
    return false;
  }
  const bool is_link = type == fs::file_type::symlink;
  if (is_link && entry.is_directory(error)) {
    ++walked_.linked_folders;
    return false;
  }
  // A link that leads nowhere is a document that is to be read and can't be.
  const bool document = (is_link || type == fs::file_type::regular) && is_document(entry.path());
  ++(document ? walked_.documents : walked_.others);
  return document;
}

void Walk::enter(const fs::path& folder) {
  if (open_.size() >= deepest) return note_closed(folder, "too many folders in one another");
  std::error_code error;
  Entries entries(folder, error);
  if (error) return note_closed(folder, error.message());
  open_.push_back(std::move(entries));
}

void Walk::note_closed(const fs::path& folder, const std::string& why) {
  ++walked_.closed_folders;
  if (walked_.problems.size() < most_problems) {
    walked_.problems.push_back(folder.string() + ": " + why);
  }
}

}  // namespace engine::documents::ingest
