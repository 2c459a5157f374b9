#include "engine/documents/read.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "engine/option_values.h"

namespace engine::documents {
namespace {

/// An open file descriptor, closed when it goes.
class File {
 public:
  // Non-blocking, so that opening a pipe that nobody writes to does not wait for ever.
  explicit File(const std::filesystem::path& path)
      : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

tl::unexpected<Error> system_failure(const std::filesystem::path& path) {
  return failure(Reason::unreadable, path.string() + ": " + std::generic_category().message(errno));
}

}  // namespace

Expected<std::string> read_file(const std::filesystem::path& path, std::uint64_t max_bytes) {
  const File file(path);
  struct stat status {};
  if (file.descriptor() < 0 || ::fstat(file.descriptor(), &status) != 0) {
    return system_failure(path);
  }
  if (!S_ISREG(status.st_mode)) {
    return failure(Reason::unreadable, path.string() + ": not a regular file");
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > max_bytes) {
    return failure(Reason::too_large,
                   path.string() + ": " + format_bytes(size) +
                       ", more than document.max_bytes=" + format_bytes(max_bytes));
  }
  std::string bytes(size, '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = ::read(file.descriptor(), bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure(path);
    if (got == 0) break;  // it has become shorter meanwhile
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace engine::documents
