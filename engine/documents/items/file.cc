#include "engine/documents/items/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "engine/option_values.h"

namespace engine::documents::items {
namespace {

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// What a disk, a network or a lack of descriptors does; not what is wrong with the file.
bool may_pass(int code) {
  constexpr std::array codes{EAGAIN, EBUSY, EINTR, EIO, EMFILE, ENFILE, ENOMEM, ESTALE, ETIMEDOUT};
  return std::ranges::find(codes, code) != codes.end();
}

Stamp stamp_of(const struct stat& status) {
  return {.device = status.st_dev,
          .inode = status.st_ino,
          .size = static_cast<std::uint64_t>(status.st_size),
          .modified = nanoseconds(status.st_mtim),
          .changed = nanoseconds(status.st_ctim)};
}

}  // namespace

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Expected<File> File::open(const std::filesystem::path& path, std::uint64_t max_bytes) {
  // Non-blocking, so that opening a pipe that nobody writes to does not wait for ever.
  File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK), path);
  struct stat status {};
  if (file.descriptor_ < 0 || ::fstat(file.descriptor_, &status) != 0) {
    return file.system_failure();
  }
  if (!S_ISREG(status.st_mode)) {
    return failure(Reason::unreadable, path.string() + ": not a regular file");
  }
  file.stamp_ = stamp_of(status);
  if (file.stamp_.size > max_bytes) {
    return failure(Reason::too_large,
                   path.string() + ": " + format_bytes(file.stamp_.size) +
                       ", more than document.max_bytes=" + format_bytes(max_bytes));
  }
  return file;
}

Expected<std::size_t> File::read(std::uint64_t offset, char* into, std::size_t size) const {
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t got =
        ::pread(descriptor_, into + filled, size - filled, static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure();
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

bool File::has_changed() const {
  struct stat status {};
  return ::fstat(descriptor_, &status) != 0 || stamp_of(status) != stamp_;
}

tl::unexpected<Error> File::changed() const {
  return passing_failure(Reason::unreadable, path_.string() + ": changed while it was read");
}

tl::unexpected<Error> File::system_failure() const {
  const int code = errno;
  return tl::unexpected<Error>(Error{Reason::unreadable,
                                     path_.string() + ": " + std::generic_category().message(code),
                                     may_pass(code)});
}

bool find_stamp(const std::filesystem::path& path, Stamp& stamp) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  stamp = stamp_of(status);
  return true;
}

}  // namespace engine::documents::items
