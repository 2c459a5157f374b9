// Reading a run's folder back.
#include <fmt/format.h>

#include "harness/result/printable.h"
#include "harness/result/run_files.h"
#include "harness/result/run_texts.h"
#include "harness/result/whole_file.h"

namespace harness::result {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_json = std::uint64_t{16} << 20;
constexpr std::uint64_t largest_file = std::uint64_t{256} << 20;

Expected<void> refuse_incomplete(const fs::path& folder) {
  std::error_code error;
  const fs::path mark = folder / "INCOMPLETE";
  if (!fs::is_directory(folder, error)) return failure(folder.string() + ": no such folder");
  if (!fs::exists(fs::symlink_status(mark, error))) return {};
  const auto text = read_whole_file(mark, 4096);
  const std::string why = text ? text->substr(0, text->find('\n')) : std::string();
  return failure(fmt::format("{}: {}", mark.string(), printable(why)));
}

}  // namespace

Expected<TextSource> finished_folder(const fs::path& folder, std::uint64_t most_json) {
  if (auto complete = refuse_incomplete(folder); !complete) {
    return tl::unexpected(complete.error());
  }
  return TextSource{
      .has =
          [folder](const std::string& name) {
            std::error_code error;
            return fs::exists(folder / name, error);
          },
      .read =
          [folder, most_json](const std::string& name) {
            return read_whole_file(folder / name,
                                   name.ends_with(".json") ? most_json : largest_file);
          },
      .place = [folder](const std::string& name) { return (folder / name).string(); },
  };
}

Expected<RunResult> read_run(const fs::path& folder) {
  return finished_folder(folder, largest_json).and_then(read_run_texts);
}

}  // namespace harness::result
