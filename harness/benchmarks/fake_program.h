// Programs that write what a test wants, by shell.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace harness::benchmarks {

/// A folder that goes away, and programs in it.
class FakePrograms {
 public:
  FakePrograms()
      : folder_(
            std::filesystem::temp_directory_path() /
            ("prony_benchmarks_" + std::to_string(::getpid()) + "_" + std::to_string(++made_))) {
    std::filesystem::create_directories(folder_);
  }
  ~FakePrograms() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  FakePrograms(const FakePrograms&) = delete;
  FakePrograms& operator=(const FakePrograms&) = delete;

  const std::filesystem::path& folder() const { return folder_; }

  /// `lines` of sh, in which $out is the file that --benchmark_out names.
  std::filesystem::path program(const std::string& name, const std::string& lines) const {
    const std::filesystem::path path = folder_ / name;
    std::ofstream(path) << "#!/bin/sh\nfor word in \"$@\"; do case $word in "
                           "--benchmark_out=*) out=${word#*=};; esac; done\n"
                        << lines << '\n';
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }

  /// One that writes these benchmarks: `{"name": "a", "cpu_time": 1}, ...`.
  std::filesystem::path writes(const std::string& name, const std::string& benchmarks) const {
    return program(name, "echo '{\"benchmarks\": [" + benchmarks + "]}' > \"$out\"");
  }

 private:
  static inline int made_ = 0;
  std::filesystem::path folder_;
};

}  // namespace harness::benchmarks
