#include "engine/archive/zip.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <new>

namespace engine::archive {
namespace {

constexpr std::size_t step = 64 << 10;  // bytes unpacked at once

// APPNOTE.TXT 4.3.14 to 4.3.16: the records at a zip file's end that tell where its directory is.
constexpr std::size_t end_record_bytes = 22;
constexpr std::size_t locator_bytes = 20;
constexpr std::size_t longest_comment = 0xFFFF;

// The number of so many bytes at `at`, least one first; 0 where they end before.
std::uint64_t number(std::string_view bytes, std::uint64_t at, std::size_t size) {
  if (at > bytes.size() || bytes.size() - at < size) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

// What the end record at `at` says that there are.
std::uint64_t announced_entries(std::string_view bytes, std::size_t at) {
  const std::uint64_t count = std::max(number(bytes, at + 8, 2), number(bytes, at + 10, 2));
  if (at < locator_bytes || bytes.substr(at - locator_bytes, 4) != "PK\x06\x07") return count;
  const std::uint64_t end64 = number(bytes, at - locator_bytes + 8, 8);
  if (end64 > bytes.size()) return count;
  return std::max(number(bytes, end64 + 24, 8), number(bytes, end64 + 32, 8));
}

// libzip makes room for all entries that are announced before it looks for them. Which record it
// takes, if there seem to be several, is its own affair: none may announce too many.
bool announces_too_many(std::string_view bytes) {
  constexpr std::size_t tail = end_record_bytes + locator_bytes + longest_comment;
  std::size_t at = bytes.size() - std::min(bytes.size(), tail);
  while ((at = bytes.find("PK\x05\x06", at)) != std::string_view::npos) {
    if (announced_entries(bytes, at) > most_entries) return true;
    ++at;
  }
  return false;
}

/// libzip's account of what went wrong.
class Failure {
 public:
  Failure() { zip_error_init(&error_); }
  ~Failure() { zip_error_fini(&error_); }
  Failure(const Failure&) = delete;
  Failure& operator=(const Failure&) = delete;

  zip_error_t* get() { return &error_; }

 private:
  zip_error_t error_;
};

tl::unexpected<Error> failure_of(zip_error_t* error) {
  switch (zip_error_code_zip(error)) {
    case ZIP_ER_MEMORY:
      throw std::bad_alloc();
    case ZIP_ER_NOPASSWD:
    case ZIP_ER_WRONGPASSWD:
      return failure(Reason::encrypted, zip_error_strerror(error));
    default:
      return failure(Reason::malformed, zip_error_strerror(error));
  }
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

Expected<void> check_readable(zip_t* archive, std::size_t entry) {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat_index(archive, entry, 0, &about) != 0) return failure_of(zip_get_error(archive));
  if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && about.encryption_method != ZIP_EM_NONE) {
    return failure(Reason::encrypted, "to be read with a password only");
  }
  if ((about.valid & ZIP_STAT_COMP_METHOD) != 0 && about.comp_method != ZIP_CM_STORE &&
      about.comp_method != ZIP_CM_DEFLATE) {
    return failure(
        Reason::malformed,
        fmt::format("packed by method {}, neither stored nor deflated", about.comp_method));
  }
  return {};
}

}  // namespace

void Zip::Discard::operator()(zip* archive) const {
  zip_discard(archive);
}

Expected<Zip> Zip::open(std::string_view bytes, std::uint64_t most_unpacked) {
  if (bytes.size() < end_record_bytes) return failure(Reason::malformed, "no zip file: too short");
  if (announces_too_many(bytes)) {
    return failure(Reason::too_large, fmt::format("more than {} files in it", most_entries));
  }
  Failure error;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, error.get());
  if (source == nullptr) return failure_of(error.get());
  Archive archive(zip_open_from_source(source, ZIP_RDONLY, error.get()));
  if (!archive) {
    zip_source_free(source);  // which it owns only if it could open it
    return failure_of(error.get());
  }
  return Zip(std::move(archive), most_unpacked);
}

Zip::Zip(Archive archive, std::uint64_t most_unpacked)
    : archive_(std::move(archive)), left_(most_unpacked) {
  const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
  names_.reserve(static_cast<std::size_t>(std::max<zip_int64_t>(count, 0)));
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* const name =
        zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
    names_.emplace_back(name == nullptr ? "" : name);
    entries_.emplace(names_.back(), names_.size() - 1);  // not over one that is there
  }
}

std::optional<std::size_t> Zip::find(std::string_view name) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return std::nullopt;
  return found->second;
}

Expected<void> Zip::read(std::size_t entry, std::string& bytes, std::uint64_t most) {
  bytes.clear();
  if (auto readable = check_readable(archive_.get(), entry); !readable) return readable;
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive_.get(), entry, 0));
  if (!file) return failure_of(zip_get_error(archive_.get()));
  for (;;) {
    const std::size_t filled = bytes.size();
    bytes.resize(filled + step);
    const zip_int64_t got = zip_fread(file.get(), bytes.data() + filled, step);
    bytes.resize(filled + static_cast<std::size_t>(std::max<zip_int64_t>(got, 0)));
    if (got < 0) return failure_of(zip_file_get_error(file.get()));
    if (got == 0) return {};
    const auto more = static_cast<std::uint64_t>(got);
    const bool too_much = more > left_ || bytes.size() > most;
    left_ -= std::min(left_, more);
    if (too_much) return failure(Reason::too_large, "unpacked, it is more than may be");
  }
}

}  // namespace engine::archive
