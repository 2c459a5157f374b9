#include "scenarios/contenders/relink/relinker.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <set>
#include <system_error>
#include <utility>

#include "harness/environment/command.h"
#include "scenarios/contenders/build_log.h"
#include "scenarios/contenders/file_hash.h"
#include "scenarios/contenders/relink/archive.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using harness::Expected;
using harness::failure;

bool lies_in(const fs::path& path, const fs::path& folder) {
  std::error_code error;
  const fs::path file = fs::canonical(path, error);
  if (error) return false;
  const fs::path from_there = file.lexically_relative(fs::canonical(folder, error));
  return !from_there.empty() && *from_there.begin() != "..";
}

/// A library's member as linkers tell of it: "(lib.a)a.o" or "lib.a(a.o)".
struct Traced {
  std::string archive, member;
};

std::optional<Traced> traced_member(const std::string& line) {
  const std::size_t open = line.find('('), close = line.rfind(')');
  if (open == line.npos || close == line.npos || close < open) return std::nullopt;
  const std::string inner = line.substr(open + 1, close - open - 1);
  if (open == 0) return Traced{inner, line.substr(close + 1)};
  return Traced{line.substr(0, open), inner};
}

/// Equal but for what `strip` takes away, such as names of temporary files, and for the hash of
/// that.
bool equal_stripped(const fs::path& a, const fs::path& b, const fs::path& scratch) {
  std::vector<std::string> hashes;
  for (const fs::path& one : {a, b}) {
    const fs::path stripped = scratch / "stripped";
    if (!harness::environment::output_of(
            {"strip", "-R", ".note.gnu.build-id", "-o", stripped.string(), one.string()},
            std::chrono::seconds(60))) {
      return false;
    }
    hashes.push_back(file_hash(stripped).value_or(one.string()));
  }
  return hashes.front() == hashes.back();
}

/// As std::shuffle, but alike everywhere for one seed.
std::vector<std::size_t> order_of(std::size_t parts, std::uint64_t seed) {
  std::vector<std::size_t> order(parts);
  std::iota(order.begin(), order.end(), 0);
  std::mt19937_64 random(seed);
  do {
    for (std::size_t i = parts; i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  } while (parts > 1 && std::is_sorted(order.begin(), order.end()));
  return order;
}

}  // namespace

Expected<Relinker> Relinker::of(const fs::path& program, const std::stop_token& stop) {
  const auto build = build_folder_of(program);
  if (!build) return tl::unexpected(build.error());
  auto scratch = ScratchFolder::make();
  if (!scratch) return tl::unexpected(scratch.error());
  Relinker relinker(std::move(*scratch));
  auto command = link_command_of(*build);
  if (!command) return tl::unexpected(command.error());
  relinker.command_ = std::move(*command);
  if (auto done = relinker.take_apart(*build, stop); !done) return tl::unexpected(done.error());
  return relinker;
}

Expected<void> Relinker::take_apart(const BuildFolder& build, const std::stop_token& stop) {
  const fs::path again = scratch_.path() / "again";
  const fs::path program = build.folder / build.program;
  std::vector<std::string> words = command_.words;
  words.insert(words.end(), {"-Wl,-t", "-Wl,-t"});  // twice: the members of libraries too
  std::vector<std::string> trace;
  if (auto done = run(std::move(words), again, &trace, stop); !done) return done;
  const bool equal = file_hash(again).value_or("") == file_hash(program).value_or("absent");
  if (!equal && !equal_stripped(again, program, scratch_.path())) {
    return failure(
        "its object files are not those that it was linked from, or something was done to it "
        "afterwards");
  }
  std::error_code error;
  fs::remove(again, error);
  if (auto done = take(trace, build.folder); !done) return done;
  if (parts_.size() < 2) return failure("it is made of one object file, which has no other order");
  return {};
}

Expected<void> Relinker::take(const std::vector<std::string>& trace, const fs::path& build) {
  std::map<std::string, std::set<std::string>> used;  // members by their library
  for (const std::string& line : trace) {
    if (auto traced = traced_member(line)) used[traced->archive].insert(traced->member);
  }
  std::vector<std::string> kept;
  for (const std::string& word : command_.words) {
    const fs::path path = command_.folder / word;
    const std::size_t before = parts_.size();
    bool stays = true;
    if (!word.starts_with('-') && lies_in(path, build)) {
      if (path.extension() == ".o") {
        parts_.push_back(word);
        stays = false;
      } else if (path.extension() == ".a") {
        auto taken = take_library(path, std::exchange(used[word], {}));
        if (!taken) return tl::unexpected(taken.error());
        stays = !*taken;
      }
    }
    if (before == 0 && !parts_.empty()) at_ = kept.size();
    if (stays) kept.push_back(word);
  }
  command_.words = std::move(kept);
  return {};
}

Expected<bool> Relinker::take_library(const fs::path& path, const std::set<std::string>& used) {
  const auto members = members_of(path);
  if (!members) return false;
  std::map<std::string, int> times;
  for (const ArchiveMember& member : *members) ++times[member.name];
  bool all = true;
  for (const ArchiveMember& member : *members) {
    if (!used.contains(member.name)) continue;
    if (times[member.name] > 1) {
      all = false;
      continue;
    }
    const fs::path part = scratch_.path() / fmt::format("{}.o", parts_.size());
    if (auto done = extract(path, member, part); !done) return tl::unexpected(done.error());
    parts_.push_back(part.string());
  }
  return all;
}

Expected<void> Relinker::link(std::uint64_t seed, const fs::path& output,
                              const std::stop_token& stop) const {
  std::vector<std::string> parts;
  for (const std::size_t i : order_of(parts_.size(), seed)) parts.push_back(parts_[i]);
  std::vector<std::string> words = command_.words;
  words.insert(words.begin() + static_cast<std::ptrdiff_t>(at_), parts.begin(), parts.end());
  return run(std::move(words), output, nullptr, stop);
}

Expected<void> Relinker::run(std::vector<std::string> words, const fs::path& output,
                             std::vector<std::string>* trace, const std::stop_token& stop) const {
  words.insert(words.end(), {"-o", fs::absolute(output).string()});
  BuildLog said(command_.folder);
  const auto ended = harness::environment::follow(
      {words, command_.folder},
      [&](std::string_view line) {
        said.read(line);
        if (trace != nullptr) trace->emplace_back(line);
      },
      stop);
  if (!ended) return tl::unexpected(ended.error());
  if (*ended == 0) return {};
  std::error_code error;
  fs::remove(output, error);
  return failure("it can't be linked: " + said.first_error());
}

}  // namespace scenarios
