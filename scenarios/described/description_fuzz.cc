// Any bytes as a subject's file: an error in a line that names it, or a description.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "scenarios/described/description.h"

using namespace scenarios::described;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const harness::Expected<Node>& root) {
  static const harness::scenario::Subject base = [] {
    harness::scenario::Subject subject;
    subject.name = "http";
    for (const char* const name : {"url", "body", "requests", "timeout"}) {
      subject.settings.push_back({.name = name, .presets = {}});
    }
    subject.settings.push_back({.name = "header", .presets = {}, .joined = true});
    return subject;
  }();
  if (!root) return require(root.error().message.starts_with("fuzz"));
  to_json(*root);
  const auto read = read_description(*root, "fuzz", {&base});
  if (read) return require(read->kind == "http" && !read->name.empty());
  require(read.error().message.starts_with("fuzz"));
  require(read.error().message.find('\n') == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  check(read_toml(bytes, "fuzz"));
  check(read_json(bytes, "fuzz"));
  return 0;
}
