#include "scenarios/contenders/contender.h"

#include <fmt/format.h>

#include <optional>
#include <system_error>
#include <utility>

#include "harness/this_program.h"
#include "scenarios/contenders/asked_program.h"
#include "scenarios/contenders/build_folder.h"
#include "scenarios/contenders/file_hash.h"
#include "scenarios/contenders/revision_build.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using harness::Expected;
using harness::failure;

/// With its hash, and a warning if it is older than its sources.
/// The file's name, for sentences that name a program by a path that nobody typed.
std::string without_folder(std::string text, const fs::path& path) {
  const std::string whole = path.string();
  const std::size_t at = text.find(whole);
  if (at != text.npos) text.replace(at, whole.size(), path.filename().string());
  return text;
}

Expected<FoundProgram> found(fs::path path, bool ask_its_build) {
  FoundProgram program;
  const auto hash = file_hash(path);
  if (!hash) return tl::unexpected(hash.error());
  program.hash = *hash;
  if (ask_its_build) {
    const auto build = build_folder_of(path);
    const auto stale = build ? staleness(*build) : std::nullopt;
    if (stale) program.warnings.push_back(without_folder(*stale, path));
  }
  program.path = std::move(path);
  return program;
}

Expected<FoundProgram> built(const Revision& revision, const Expected<BuildFolder>& like,
                             const BuildShelf& shelf, const harness::run::Tell& tell,
                             const std::stop_token& stop) {
  if (!like) {
    return failure(
        fmt::format("{} is a revision, and how to build it can't be told: {}; name a "
                    "program that is built",
                    revision.asked, like.error().message));
  }
  auto build = build_revision(revision, *like, shelf, tell, stop);
  if (!build) return tl::unexpected(build.error());
  auto program = found(build->program, false);
  if (!program) return program;
  program->revision = true;
  program->warnings = std::move(build->warnings);
  program->place = std::move(build->place);
  return program;
}

Expected<AskedProgram> named_by(const std::string& asked, const Expected<BuildFolder>& build) {
  return find_asked(asked, {build ? build->source : harness::this_program().source, "."});
}

}  // namespace

fs::path running_program() {
  const fs::path link = "/proc/self/exe";
  std::error_code error;
  fs::path path = fs::read_symlink(link, error);
  return fs::exists(path, error) ? path : link;  // it was built anew, and this is the old one
}

Expected<FoundProgram> find_program(const std::string& asked, const fs::path& like,
                                    const BuildShelf& shelf, const harness::run::Tell& tell,
                                    const std::stop_token& stop) {
  if (asked.empty()) return found(running_program(), true);
  const auto build = build_folder_of(like);
  const auto which = named_by(asked, build);
  if (!which) return tl::unexpected(which.error());
  if (const auto* path = std::get_if<fs::path>(&*which)) return found(*path, true);
  return built(std::get<Revision>(*which), build, shelf, tell, stop);
}

Expected<void> check_asked(const std::string& asked, const fs::path& like) {
  if (asked.empty()) return {};
  return named_by(asked, build_folder_of(like)).map([](const AskedProgram&) {});
}

harness::gate::Contender contender_of(const std::string& asked, const FoundProgram& program) {
  const bool typed = !asked.empty() && !program.revision;
  return {.asked = asked,
          .path = typed ? asked : program.path.filename().string(),
          .hash = program.hash};
}

}  // namespace scenarios
