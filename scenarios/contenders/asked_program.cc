#include "scenarios/contenders/asked_program.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "harness/environment/command.h"
#include "harness/environment/git.h"
#include "harness/nearest.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t short_commit_length = 7;

/// Git's answer without the newline at its end.
std::optional<std::string> ask(const fs::path& folder, const std::vector<std::string>& question) {
  auto answer = harness::environment::output_of(harness::environment::git_words(folder, question),
                                                std::chrono::seconds(20));
  if (answer && answer->ends_with('\n')) answer->pop_back();
  return answer;
}

/// A folder in a checkout.
struct Place {
  fs::path top, within;
};

/// One for each checkout that the folders lie in.
std::vector<Place> places_of(const std::vector<fs::path>& folders) {
  std::vector<Place> places;
  for (const fs::path& folder : folders) {
    const auto top = folder.empty() ? std::nullopt : ask(folder, {"rev-parse", "--show-toplevel"});
    if (!top || top->empty()) continue;
    const auto known = [&](const Place& place) { return place.top == *top; };
    if (std::any_of(places.begin(), places.end(), known)) continue;
    std::string within = ask(folder, {"rev-parse", "--show-prefix"}).value_or("");
    if (within.ends_with('/')) within.pop_back();
    places.push_back({*top, within});
  }
  return places;
}

std::optional<Revision> revision_of(const Place& place, const std::string& asked) {
  const auto commit =
      ask(place.top, {"rev-parse", "--verify", "--quiet", "--end-of-options", asked + "^{commit}"});
  if (!commit || commit->empty()) return std::nullopt;
  return Revision{place.top, *commit, asked, place.within};
}

/// "; did you mean main?", or nothing.
std::string suggestion(const std::vector<Place>& places, const std::string& asked) {
  std::string names;
  for (const Place& place : places) {
    names += ask(place.top, {"for-each-ref", "--format=%(refname:short)"}).value_or("") + "\n";
  }
  std::vector<std::string_view> candidates;
  for (std::string_view rest = names; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    if (end > 0) candidates.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end, rest.size() - 1) + 1);
  }
  const auto meant = harness::nearest(asked, candidates);
  return meant ? fmt::format("; did you mean {}?", *meant) : "";
}

/// What is wrong with the path, as the first half of a sentence.
std::string wrong_with(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return "is a folder: name the program in it";
  if (fs::exists(status)) return "is no program: it is a file that can't be run";
  return "is no program here";
}

}  // namespace

std::string Revision::name() const {
  const std::string abbreviated = commit.substr(0, short_commit_length);
  return commit.starts_with(asked) ? abbreviated : fmt::format("{} ({})", asked, abbreviated);
}

harness::Expected<AskedProgram> find_asked(const std::string& asked,
                                           const std::vector<fs::path>& folders) {
  const fs::path path = asked;
  std::error_code error;
  if (fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0) {
    return fs::absolute(path);
  }
  const std::vector<Place> places = places_of(folders);
  for (const Place& place : places) {
    if (auto revision = revision_of(place, asked)) return *revision;
  }
  if (places.empty()) {
    return harness::failure(fmt::format(
        "{} {}, and a revision can't be asked for: neither the program's source nor this folder is "
        "a git checkout",
        asked, wrong_with(path)));
  }
  std::string where;
  for (const Place& place : places) {
    where += (where.empty() ? "" : " or ") + place.top.string();
  }
  return harness::failure(fmt::format("{} {}, and no revision of {}{}", asked, wrong_with(path),
                                      where, suggestion(places, asked)));
}

}  // namespace scenarios
