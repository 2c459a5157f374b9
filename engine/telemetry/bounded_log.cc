#include "engine/telemetry/bounded_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace engine::telemetry {
namespace {

bool write_all(int descriptor, const std::string& bytes) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t now = ::write(descriptor, bytes.data() + written, bytes.size() - written);
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) return false;
    written += static_cast<std::size_t>(now);
  }
  return true;
}

}  // namespace

BoundedLog::BoundedLog(std::filesystem::path file, std::uint64_t max_bytes)
    : file_(std::move(file)), most_bytes_(max_bytes / 2) {}

BoundedLog::~BoundedLog() {
  close();
}

bool BoundedLog::append(std::string line) {
  line += '\n';
  if (line.size() > most_bytes_ || !open()) return false;
  if (size_ + line.size() > most_bytes_) {
    rotate();
    if (!open()) return false;
  }
  if (write_all(descriptor_, line)) {
    size_ += line.size();
    return true;
  }
  // Half a line would spoil the next one.
  if (::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) close();
  return false;
}

bool BoundedLog::open() {
  if (descriptor_ >= 0) return true;
  descriptor_ = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  struct stat status {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) {
    close();
    return false;
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
  return true;
}

void BoundedLog::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

// Where the old file can't be put aside, it makes room all the same.
void BoundedLog::rotate() {
  close();
  std::error_code error;
  std::filesystem::rename(file_, file_.string() + ".1", error);
  if (error) std::filesystem::remove(file_, error);
}

}  // namespace engine::telemetry
