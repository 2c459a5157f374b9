#include "scenarios/contenders/equal_copies.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "harness/environment/command.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using harness::Expected;
using harness::failure;

/// Closed in the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  const int number_;
};

Expected<void> trouble(const fs::path& path) {
  return failure(fmt::format("{}: {}", path.string(), std::generic_category().message(errno)));
}

bool write_all(int to, const char* bytes, std::size_t length) {
  while (length > 0) {
    const ssize_t written = ::write(to, bytes, length);
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) bytes += written, length -= static_cast<std::size_t>(written);
  }
  return true;
}

/// Byte by byte: a copy that shares its blocks with the original would not be like another one.
Expected<void> copy_bytes(const fs::path& from, const fs::path& to) {
  const Descriptor in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.number() < 0) return trouble(from);
  const Descriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700));
  if (out.number() < 0) return trouble(to);
  std::vector<char> block(1 << 20);
  for (;;) {
    const ssize_t got = ::read(in.number(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return trouble(from);
    if (got == 0) break;
    if (!write_all(out.number(), block.data(), static_cast<std::size_t>(got))) return trouble(to);
  }
  if (::fdatasync(out.number()) != 0) return trouble(to);
  return {};
}

/// The first library that the loader does not find. Nothing of the program runs: `ldd` refuses what
/// is not loaded.
std::optional<std::string> missing_library(const fs::path& program) {
  const auto libraries = harness::environment::output_of({"ldd", program.string()});
  if (!libraries) return std::nullopt;
  const std::size_t at = libraries->find(" => not found");
  if (at == libraries->npos) return std::nullopt;
  const std::size_t from = libraries->find_last_of("\t\n", at) + 1;
  return libraries->substr(from, at - from);
}

}  // namespace

std::vector<std::string> equal_environment(const std::vector<std::string>& named) {
  std::vector<std::string> names{
      "PATH",         "HOME",         "TMPDIR",       "LANG",         "LC_ALL", "LD_LIBRARY_PATH",
      "ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"};
  names.insert(names.end(), named.begin(), named.end());
  std::map<std::string, std::string> values;
  for (const std::string& name : names) {
    if (const std::size_t equals = name.find('='); equals != name.npos) {
      values[name.substr(0, equals)] = name.substr(equals + 1);
    } else if (const char* value = std::getenv(name.c_str()); value != nullptr) {
      values[name] = value;
    }
  }
  std::vector<std::string> variables;
  for (const auto& [name, value] : values) variables.push_back(name + "=" + value);
  return variables;
}

Expected<EqualCopies> EqualCopies::make(fs::path base, fs::path candidate,
                                        std::vector<std::string> environment,
                                        const fs::path& within) {
  auto scratch = ScratchFolder::make(within);
  if (!scratch) return tl::unexpected(scratch.error());
  EqualCopies copies(std::move(*scratch));
  copies.environment_ = std::move(environment);
  const std::array<std::pair<Original*, fs::path*>, 2> both{
      {{&copies.base_, &base}, {&copies.candidate_, &candidate}}};
  for (const auto& [original, path] : both) {
    auto looked = copies.look_at(std::move(*path));
    if (!looked) return tl::unexpected(looked.error());
    *original = std::move(*looked);
  }
  return copies;
}

Expected<EqualCopies::Original> EqualCopies::look_at(fs::path path) {
  const fs::path trial = scratch_.path() / "trial";
  if (auto copied = copy_bytes(path, trial); !copied) return tl::unexpected(copied.error());
  const auto missing = missing_library(trial);
  std::error_code error;
  fs::remove(trial, error);
  // What is missing in either place is the program's own affair.
  if (!missing || missing_library(path)) return Original{std::move(path), false};
  warnings_.push_back(
      fmt::format("{} is started where it is, through a link, as a copy of it does not find {}",
                  path.string(), *missing));
  return Original{fs::absolute(path), true};
}

Expected<EqualCopies::Pair> EqualCopies::place(bool base_in_a) const {
  std::error_code error;
  for (const char* folder : {"a", "b"}) {
    fs::remove_all(scratch_.path() / folder, error);
    fs::create_directory(scratch_.path() / folder, error);
    if (error) return failure(fmt::format("{}: {}", scratch_.path().string(), error.message()));
  }
  // a is written first, whoever stands there.
  const auto a = write(base_in_a ? base_ : candidate_, "a");
  if (!a) return tl::unexpected(a.error());
  const auto b = write(base_in_a ? candidate_ : base_, "b");
  if (!b) return tl::unexpected(b.error());
  return base_in_a ? Pair{*a, *b} : Pair{*b, *a};
}

Expected<harness::child::Program> EqualCopies::write(const Original& original,
                                                     const char* to) const {
  const fs::path path = scratch_.path() / to / "program";
  if (original.linked) {
    std::error_code error;
    fs::create_symlink(original.path, path, error);
    if (error) return failure(fmt::format("{}: {}", path.string(), error.message()));
  } else if (auto copied = copy_bytes(original.path, path); !copied) {
    return tl::unexpected(copied.error());
  }
  harness::child::Program program;
  program.path = path;
  program.environment = environment_;
  return program;
}

}  // namespace scenarios
