// What a build says while it goes on.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace scenarios {

/// Reads a build's lines, of CMake, Ninja, Make, compilers and linkers, one after the other.
class BuildLog {
 public:
  /// Paths below `source` are told from there.
  explicit BuildLog(std::filesystem::path source) : source_(std::move(source)) {}

  void read(std::string_view line);

  /// Ninja's [3/80], Make's [ 4%]; 0 of 0 before there was any.
  std::size_t done() const { return done_; }
  std::size_t total() const { return total_; }

  /// The first that went wrong, "a.cc:3:5: error: ...", in one line. Where nothing looked like an
  /// error, the last line that was said; empty if there was none.
  std::string first_error() const;

 private:
  bool read_progress(std::string_view line);

  const std::filesystem::path source_;
  std::size_t done_ = 0, total_ = 0;
  std::string compiler_, cmake_, tool_, last_;  // the first of each kind
  bool cmake_goes_on_ = false;
};

}  // namespace scenarios
