// For tests: a program that is easily made.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace engine::child {

/// A shell script that poses as a child program, gone at the end of the test. Its socket is 3.
class Script {
 public:
  explicit Script(const std::string& lines) {
    std::string name = std::filesystem::temp_directory_path() / "prony-child-XXXXXX";
    ::close(::mkstemp(name.data()));
    path_ = name;
    std::ofstream(path_) << "#!/bin/sh\n" << lines;
    ::chmod(path_.c_str(), S_IRWXU);
  }
  ~Script() { std::filesystem::remove(path_); }
  Script(const Script&) = delete;
  Script& operator=(const Script&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A shell command that says this as one frame. Its bytes go as octal numbers.
inline std::string say_frame(const std::string& words) {
  std::string bytes;
  for (std::size_t shift = 0; shift < 64; shift += 8) {
    bytes += static_cast<char>((words.size() >> shift) & 0xFF);
  }
  std::string command = "printf '";
  for (const char byte : bytes + words) {
    const auto value = static_cast<unsigned char>(byte);
    command += '\\';
    for (const int shift : {6, 3, 0}) command += static_cast<char>('0' + ((value >> shift) & 7));
  }
  return command + "' >&3\n";
}

}  // namespace engine::child
