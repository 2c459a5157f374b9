#include "engine/documents/markdown/markdown_runs.h"

namespace engine::documents::markdown {

std::size_t line_length(std::string_view bytes) {
  std::size_t i = 0;
  while (i < bytes.size() && bytes[i] != '\n' && bytes[i] != '\r') ++i;
  return i;
}

std::string_view with_runs_broken(std::string_view bytes, std::string& buffer,
                                  std::vector<std::size_t>& inserted) {
  buffer.clear();
  inserted.clear();
  std::size_t copied = 0;
  std::size_t run = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::string_view line = bytes.substr(at, line_length(bytes.substr(at)));
    const bool blank = line.find_first_not_of(" \t") == std::string_view::npos;
    at += line.size();
    if (bytes.substr(at, 2) == "\r\n") ++at;
    if (at < bytes.size()) ++at;
    run = blank ? 0 : run + 1;
    if (run < longest_run) continue;
    buffer.append(bytes, copied, at - copied);
    inserted.push_back(buffer.size());
    buffer += '\n';
    copied = at;
    run = 0;
  }
  if (copied == 0) return bytes;
  buffer.append(bytes, copied);
  return buffer;
}

}  // namespace engine::documents::markdown
