#include "harness/probe/pressure.h"

#include <string_view>

#include "harness/probe/proc_text.h"
#include "harness/probe/text_file.h"

namespace harness::probe {

/// "some avg10=0.14 avg60=0.06 avg300=0.18 total=6236464"
Pressure read_pressure(const std::filesystem::path& file) {
  Pressure pressure;
  const auto text = read_text(file);
  if (!text) return pressure;
  std::string_view rest = *text;
  std::string_view line = next_line(rest);
  if (next_word(line) != "some") return pressure;
  for (std::string_view word = next_word(line); !word.empty(); word = next_word(line)) {
    if (word.starts_with("avg10=")) {
      pressure.some_percent = decimal_number(word.substr(6));
    } else if (word.starts_with("total=")) {
      pressure.some_us = whole_number(word.substr(6));
    }
  }
  return pressure;
}

}  // namespace harness::probe
