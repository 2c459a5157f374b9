#include "scenarios/contenders/build_shelf.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <system_error>
#include <thread>
#include <vector>

namespace scenarios {
namespace {

namespace fs = std::filesystem;

// What a place holds beside what is built there.
constexpr const char* lock_name = "lock";
constexpr const char* mark_name = "whole";   // a line: the program
constexpr const char* links_name = "links";  // a line each: a link from outside, and where to

constexpr std::chrono::milliseconds look_every(100);

std::vector<std::string> lines_of(const fs::path& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

/// The links that a place noted, in pairs of where they are and where they lead.
template <class Visit>
void for_each_link(const fs::path& folder, Visit visit) {
  const std::vector<std::string> lines = lines_of(folder / links_name);
  for (std::size_t i = 0; i + 1 < lines.size(); i += 2) visit(lines[i], lines[i + 1]);
}

/// Is the link ours? In a folder for all users anybody may have made another one.
bool leads_to(const fs::path& link, const fs::path& to) {
  struct stat found;
  std::error_code error;
  return ::lstat(link.c_str(), &found) == 0 && S_ISLNK(found.st_mode) &&
         found.st_uid == ::geteuid() && fs::read_symlink(link, error) == to;
}

}  // namespace

ShelfPlace::~ShelfPlace() {
  ::close(lock_);
}

bool ShelfPlace::share() {
  return ::flock(lock_, LOCK_SH | LOCK_NB) == 0;
}

bool ShelfPlace::own() {
  return ::flock(lock_, LOCK_EX | LOCK_NB) == 0;
}

/// A place may have been thrown away between opening its lock and holding it.
bool ShelfPlace::is_there() const {
  struct stat held, there;
  return ::fstat(lock_, &held) == 0 && ::stat((folder_ / lock_name).c_str(), &there) == 0 &&
         held.st_ino == there.st_ino && held.st_dev == there.st_dev;
}

/// Whoever cleans the folder for temporary files takes the links away; they are made again.
bool ShelfPlace::links_stand() const {
  bool all = true;
  for_each_link(folder_, [&](const fs::path& link, const fs::path& to) {
    std::error_code error;
    if (!leads_to(link, to)) fs::create_directory_symlink(to, link, error);
    all = all && leads_to(link, to);
  });
  return all;
}

std::optional<fs::path> ShelfPlace::program() const {
  const std::vector<std::string> lines = lines_of(folder_ / mark_name);
  std::error_code error;
  if (lines.empty() || !links_stand() || !fs::exists(lines.front(), error)) return std::nullopt;
  return lines.front();
}

harness::Expected<void> ShelfPlace::link(const fs::path& path, const fs::path& to) {
  // Noted before it is made, so that whoever is killed here leaves nothing behind for ever.
  std::ofstream(folder_ / links_name, std::ios::app) << path.string() << '\n'
                                                     << to.string() << '\n';
  if (leads_to(path, to)) return {};
  std::error_code error;
  fs::create_directory_symlink(to, path, error);
  if (error) return harness::failure(fmt::format("{}: {}", path.string(), error.message()));
  return {};
}

void ShelfPlace::clear(const std::string& kept) {
  for_each_link(folder_, [](const fs::path& link, const fs::path& to) {
    std::error_code error;
    if (leads_to(link, to)) fs::remove(link, error);
  });
  std::error_code error;
  fs::remove(folder_ / mark_name, error);  // first: from here on it is not whole
  std::vector<fs::path> rest;
  for (const auto& one : fs::directory_iterator(folder_, error)) {
    const fs::path name = one.path().filename();
    if (name != lock_name && name != kept) rest.push_back(one.path());
  }
  for (const fs::path& one : rest) fs::remove_all(one, error);
}

harness::Expected<void> ShelfPlace::finish(const fs::path& program) {
  const fs::path draft = folder_ / (std::string(mark_name) + ".new");
  std::error_code error;
  if (std::ofstream file(draft); !(file << program.string() << '\n' << std::flush)) {
    return harness::failure("can't write " + draft.string());
  }
  fs::rename(draft, folder_ / mark_name, error);
  if (error) return harness::failure(fmt::format("{}: {}", draft.string(), error.message()));
  share();
  return {};
}

BuildShelf BuildShelf::of_user() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return fs::path(value == nullptr ? "" : value);
  };
  fs::path above = variable("XDG_CACHE_HOME");
  if (!above.is_absolute()) above = variable("HOME") / ".cache";
  std::error_code error;
  if (!above.is_absolute()) above = fs::temp_directory_path(error);
  return BuildShelf(above / "prony" / "revisions");
}

std::unique_ptr<ShelfPlace> BuildShelf::open(const std::string& name) const {
  std::error_code error;
  fs::create_directories(folder_ / name, error);
  const int lock = ::open((folder_ / name / lock_name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  return lock < 0 ? nullptr : std::make_unique<ShelfPlace>(folder_ / name, lock);
}

harness::Expected<std::unique_ptr<ShelfPlace>> BuildShelf::place(
    const std::string& name, const std::function<void()>& waiting,
    const std::stop_token& stop) const {
  for (bool told = false; !stop.stop_requested();) {
    auto place = open(name);
    if (!place) {
      return harness::failure(fmt::format("can't write to {}: {}", (folder_ / name).string(),
                                          std::generic_category().message(errno)));
    }
    if (place->share() && place->is_there() && place->program()) {
      std::error_code error;  // used just now
      fs::last_write_time(place->folder() / mark_name, fs::file_time_type::clock::now(), error);
      return place;
    }
    if (place->own() && place->is_there() && !place->program()) return place;
    place.reset();
    if (!told && waiting) waiting();
    told = true;
    std::this_thread::sleep_for(look_every);
  }
  return harness::failure("stopped");
}

void BuildShelf::tidy(std::size_t most) const {
  struct Kept {
    fs::file_time_type used;
    fs::path folder;
  };
  std::vector<Kept> all;
  std::error_code error;
  for (const auto& one : fs::directory_iterator(folder_, error)) {
    if (!one.is_directory(error)) continue;
    const auto whole = fs::last_write_time(one.path() / mark_name, error);
    all.push_back({error ? one.last_write_time(error) : whole, one.path()});
  }
  std::sort(all.begin(), all.end(), [](const Kept& a, const Kept& b) { return a.used > b.used; });
  for (std::size_t i = most; i < all.size(); ++i) {
    const auto place = open(all[i].folder.filename().string());
    if (!place || !place->own() || !place->is_there()) continue;
    place->clear();
    fs::remove_all(place->folder(), error);
  }
}

}  // namespace scenarios
