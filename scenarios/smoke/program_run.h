// The built program, run by a test the way a person runs it.
#pragma once

#include <sys/types.h>

#include <array>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace scenarios {

/// How a run of the program ended.
struct Ended {
  int code = 0;  // its exit status, or 128 and the signal that killed it
  std::string out, err;

  /// "prony: " and one line on stderr, nothing on stdout.
  bool complained_in_one_line() const;
};

/// One run of the program in a folder of its own. Killed with the object if it still runs then.
class ProgramRun {
 public:
  static constexpr int not_prepared = 125;

  /// `prepare` is called in the new process before the program begins; where it returns false, the
  /// run ends with `not_prepared`.
  ProgramRun(const std::filesystem::path& folder, const std::vector<std::string>& words,
             const std::function<bool()>& prepare = {});
  ~ProgramRun();
  ProgramRun(const ProgramRun&) = delete;
  ProgramRun& operator=(const ProgramRun&) = delete;

  /// Waits until stderr has said `text`; false if the program ended without.
  bool says(const std::string& text);
  void send(int signal) const;
  /// Throws if it takes longer than any run here may, even on a machine that is far too busy.
  Ended wait();

 private:
  /// Takes in what is there to be read; false when both streams have ended.
  bool read_some();

  pid_t process_ = -1;
  std::array<int, 2> streams_{-1, -1};  // stdout, stderr
  std::array<std::string, 2> texts_;
};

/// Starts, waits.
Ended run_prony(const std::filesystem::path& folder, const std::vector<std::string>& words);

/// Ends that a measurement may have, whatever the machine was doing meanwhile.
bool is_measured(const Ended& ended);

}  // namespace scenarios
