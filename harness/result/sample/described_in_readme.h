// What results/README.md says of a file, for tests that it and the code don't drift apart.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace harness::result::sample {

/// The first cells of the table under "## FILE", each of which has a unit and a meaning.
/// Precondition: `readme` is the page's path.
inline std::vector<std::string> described_in_readme(const std::string& readme,
                                                    const std::string& file) {
  std::vector<std::string> names;
  std::ifstream page(readme);
  const std::string text{std::istreambuf_iterator<char>(page), {}};
  std::size_t at = text.find("\n## " + file + "\n");
  REQUIRE_MESSAGE(at != std::string::npos, file);
  const std::size_t end = text.find("\n## ", at + 1);
  while ((at = text.find("\n| `", at)) < end) {
    at += 4;
    const std::size_t line_end = text.find('\n', at);
    const std::string line = text.substr(at, line_end - at);
    const std::size_t unit = line.find("` | "), meaning = line.find(" | ", unit + 4);
    REQUIRE_MESSAGE(meaning != std::string::npos, line);
    CHECK_MESSAGE(meaning > unit + 4, line);
    CHECK_MESSAGE(line.size() > meaning + 5, line);
    names.push_back(line.substr(0, unit));
    at = line_end;
  }
  return names;
}

}  // namespace harness::result::sample
