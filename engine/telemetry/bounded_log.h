// Lines in a file that never takes more than its bound.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace engine::telemetry {

/// Appends whole lines. At half of the bound the file becomes FILE.1, in place of the former one,
/// and a new one is begun. A line that can't be written is lost, and no part of it stays. Not
/// thread-safe.
class BoundedLog {
 public:
  BoundedLog(std::filesystem::path file, std::uint64_t max_bytes);
  ~BoundedLog();
  BoundedLog(const BoundedLog&) = delete;
  BoundedLog& operator=(const BoundedLog&) = delete;

  /// False when the line is lost: the disk is full, the folder gone, the line over half the bound.
  bool append(std::string line);

 private:
  bool open();
  void close();
  void rotate();

  const std::filesystem::path file_;
  const std::uint64_t most_bytes_;  // of one file
  int descriptor_ = -1;
  std::uint64_t size_ = 0;  // of the whole lines in the file
};

}  // namespace engine::telemetry
