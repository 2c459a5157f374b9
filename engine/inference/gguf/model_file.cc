#include "engine/inference/gguf/model_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <span>
#include <system_error>
#include <thread>
#include <vector>

#include "engine/inference/gguf/format.h"
#include "engine/inference/gguf/plan.h"

namespace engine::inference::gguf {
namespace {

namespace fs = std::filesystem;

/// Closes what it was given, and with it lets its lock go.
class OpenFile {
 public:
  explicit OpenFile(int number) : number_(number) {}
  ~OpenFile() {
    if (number_ >= 0) ::close(number_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int number() const { return number_; }

 private:
  const int number_;
};

tl::unexpected<Error> no_place(const fs::path& path, int error) {
  return failure(Reason::store_failed,
                 fmt::format("{}: {}", path.string(), std::generic_category().message(error)));
}

bool write_all(int file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

bool read_all(int file, std::uint64_t at, std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = ::pread(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    at += static_cast<std::uint64_t>(got);
  }
  return true;
}

/// 0, or what errno said, or ECANCELED.
int write_plan(int file, const Plan& plan, const std::stop_token& stop) {
  if (!write_all(file, std::as_bytes(std::span(plan.header)))) return errno;
  std::vector<float> values(std::size_t{1} << 18);
  constexpr std::array<std::byte, usual_alignment> zeros{};
  for (std::size_t i = 0; i < plan.tensors.size(); ++i) {
    const std::uint64_t total = plan.tensors[i].values();
    for (std::uint64_t done = 0; done < total;) {
      if (stop.stop_requested()) return ECANCELED;
      const auto piece =
          std::span(values).first(std::min<std::uint64_t>(values.size(), total - done));
      fill_values(plan, i, done, piece);
      if (!write_all(file, std::as_bytes(piece))) return errno;
      done += piece.size();
    }
    const std::uint64_t bytes = total * sizeof(float);
    const std::uint64_t gap = padded(bytes, usual_alignment) - bytes;
    if (!write_all(file, std::span(zeros).first(gap))) return errno;
  }
  return ::fsync(file) == 0 ? 0 : errno;
}

/// Compares the values from `first` on with those in the file.
bool holds_values(int file, const Plan& plan, std::size_t tensor, std::uint64_t first,
                  std::uint64_t count) {
  std::vector<float> wanted(count), found(count);
  fill_values(plan, tensor, first, wanted);
  const std::uint64_t at = plan.header.size() + plan.tensors[tensor].offset + first * sizeof(float);
  return read_all(file, at, std::as_writable_bytes(std::span(found))) &&
         std::memcmp(wanted.data(), found.data(), count * sizeof(float)) == 0;
}

bool holds_plan(int file, const Plan& plan) {
  struct stat found;
  if (::fstat(file, &found) != 0 || static_cast<std::uint64_t>(found.st_size) != plan.file_bytes) {
    return false;
  }
  std::string header(plan.header.size(), '\0');
  if (!read_all(file, 0, std::as_writable_bytes(std::span(header))) || header != plan.header) {
    return false;
  }
  for (std::size_t i = 0; i < plan.tensors.size(); ++i) {
    const std::uint64_t total = plan.tensors[i].values();
    const std::uint64_t count = std::min<std::uint64_t>(total, 1024);
    if (!holds_values(file, plan, i, 0, count) ||
        !holds_values(file, plan, i, total - count, count)) {
      return false;
    }
  }
  return true;
}

/// Waits until no other process writes there.
bool hold_alone(int file, const std::stop_token& stop) {
  while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (stop.stop_requested()) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

/// Is the open file still the one of that name?
bool is_at(int file, const fs::path& path) {
  struct stat held, there;
  return ::fstat(file, &held) == 0 && ::stat(path.c_str(), &there) == 0 &&
         held.st_ino == there.st_ino && held.st_dev == there.st_dev;
}

}  // namespace

Expected<void> write_model(const fs::path& path, const Shape& shape, std::uint64_t seed,
                           const std::stop_token& stop) {
  const fs::path draft = path.string() + ".new";
  while (true) {
    const OpenFile file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
    if (file.number() < 0) return no_place(draft, errno);
    if (!hold_alone(file.number(), stop)) return failure(Reason::stopped, "told to stop");
    if (!is_at(file.number(), draft)) {  // whoever held it has made it whole, or given it up
      if (is_model(path, shape, seed)) return {};
      continue;
    }
    int error = ::ftruncate(file.number(), 0) == 0 ? 0 : errno;
    if (error == 0) error = write_plan(file.number(), plan_of(shape, seed), stop);
    if (error == 0 && ::rename(draft.c_str(), path.c_str()) != 0) error = errno;
    if (error == 0) return {};
    ::unlink(draft.c_str());
    if (error == ECANCELED) return failure(Reason::stopped, "told to stop");
    return no_place(draft, error);
  }
}

bool is_model(const fs::path& path, const Shape& shape, std::uint64_t seed) {
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return file.number() >= 0 && holds_plan(file.number(), plan_of(shape, seed));
}

Expected<fs::path> kept_model(const fs::path& folder, const Shape& shape, std::uint64_t seed,
                              const std::stop_token& stop) {
  const fs::path path = folder / fmt::format("prony-{}-seed{}.gguf", shape.name, seed);
  if (is_model(path, shape, seed)) return path;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return no_place(folder, error.value());
  if (const auto written = write_model(path, shape, seed, stop); !written) {
    return tl::unexpected(written.error());
  }
  return path;
}

fs::path models_of_user() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return fs::path(value == nullptr ? "" : value);
  };
  fs::path above = variable("XDG_CACHE_HOME");
  if (!above.is_absolute()) above = variable("HOME") / ".cache";
  std::error_code error;
  if (!above.is_absolute()) above = fs::temp_directory_path(error);
  return above / "prony" / "models";
}

}  // namespace engine::inference::gguf
