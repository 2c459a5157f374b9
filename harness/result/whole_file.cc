#include "harness/result/whole_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace harness::result {
namespace {

std::string_view mend(int code) {
  switch (code) {
    case ENOSPC:
    case EDQUOT:
      return "; free some space there or choose another folder with --out";
    case EACCES:
    case EPERM:
    case EROFS:
      return "; choose a folder that you may write to with --out";
    case EFBIG:
      return "; raise the limit on file sizes (ulimit -f)";
    case EMFILE:
      return "; raise the limit on open files (ulimit -n)";
    default:
      return "";
  }
}

/// An open file, closed when it goes.
class File {
 public:
  File(const std::filesystem::path& path, int flags)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

  /// Some file systems (network ones) tell only on closing that the disk is full.
  bool close() { return ::close(std::exchange(descriptor_, -1)) == 0; }

 private:
  int descriptor_;
};

bool write_all(const File& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.descriptor(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// 0 or the errno of what failed.
int write_and_sync(const std::filesystem::path& path, std::string_view bytes) {
  File file(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  if (!file.is_open()) return errno;
  if (!write_all(file, bytes)) return errno;
  if (::fsync(file.descriptor()) != 0) return errno;
  return file.close() ? 0 : errno;
}

}  // namespace

Error system_error(const std::filesystem::path& path, std::string_view doing, int code) {
  return {fmt::format("{}: cannot {}: {}{}", path.string(), doing,
                      std::generic_category().message(code), mend(code))};
}

Expected<void> write_whole_file(const std::filesystem::path& path, std::string_view bytes) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  const std::filesystem::path temporary =
      folder / fmt::format(".{}.{}.tmp", path.filename().string(), ::getpid());
  int code = write_and_sync(temporary, bytes);
  if (code == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) code = errno;
  if (code != 0) {
    ::unlink(temporary.c_str());
    return tl::unexpected(system_error(path, "write", code));
  }
  return sync_folder(folder);
}

Expected<std::string> read_whole_file(const std::filesystem::path& path, std::uint64_t most_bytes) {
  // O_NONBLOCK: a pipe in a file's place must not make us wait for its writer.
  const File file(path, O_RDONLY | O_NONBLOCK);
  if (!file.is_open()) return tl::unexpected(system_error(path, "read", errno));
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) {
    return tl::unexpected(system_error(path, "read", errno));
  }
  if (!S_ISREG(status.st_mode)) return failure(path.string() + ": not a file");

  std::string bytes;
  std::array<char, 65536> block;
  while (true) {
    const ssize_t got = ::read(file.descriptor(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(system_error(path, "read", errno));
    if (got == 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(got));
    if (bytes.size() > most_bytes) {
      return failure(
          fmt::format("{}: larger than {} bytes, so not one of ours", path.string(), most_bytes));
    }
  }
}

Expected<void> sync_folder(const std::filesystem::path& folder) {
  const File file(folder, O_RDONLY | O_DIRECTORY);
  // EINVAL: a file system without such a thing as syncing a folder.
  if (!file.is_open() || (::fsync(file.descriptor()) != 0 && errno != EINVAL)) {
    return tl::unexpected(system_error(folder, "sync", errno));
  }
  return {};
}

}  // namespace harness::result
