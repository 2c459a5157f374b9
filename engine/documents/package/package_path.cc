#include "engine/documents/package/package_path.h"

#include <charconv>

#include "engine/documents/parsed/utf8.h"

namespace engine::documents::package {
namespace {

std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = 0;
    const std::string_view digits = text.substr(i).substr(1, 2);
    if (text[i] == '%' && digits.size() == 2 &&
        std::from_chars(digits.data(), digits.data() + 2, byte, 16).ptr == digits.data() + 2) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// RFC 3986, 3.1: letters in front of a colon that comes before any slash.
bool has_scheme(std::string_view reference) {
  const std::size_t end = reference.find_first_of(":/");
  return end != std::string_view::npos && reference[end] == ':';
}

// Appends the path's segments to `path`, "." and ".." resolved; false if they lead above the root.
bool append_segments(std::string_view segments, std::string& path) {
  while (!segments.empty()) {
    const std::size_t end = segments.find('/');
    const std::string_view segment = segments.substr(0, end);
    segments.remove_prefix(end == std::string_view::npos ? segments.size() : end + 1);
    if (segment.empty() || segment == ".") continue;
    if (segment == "..") {
      if (path.empty()) return false;
      const std::size_t slash = path.rfind('/');
      path.resize(slash == std::string::npos ? 0 : slash);
      continue;
    }
    if (!path.empty()) path += '/';
    path += segment;
  }
  return true;
}

}  // namespace

std::optional<std::string> resolve(std::string_view from, std::string_view reference) {
  reference = reference.substr(0, reference.find_first_of("#?"));
  if (reference.starts_with("//") || has_scheme(reference)) return std::nullopt;
  std::string path;
  if (!reference.starts_with('/')) {
    const std::size_t slash = from.rfind('/');
    if (slash != std::string_view::npos) path = from.substr(0, slash);
  }
  const std::string decoded = percent_decoded(reference);
  if (!append_segments(decoded, path)) return std::nullopt;
  if (path.empty() || decoded.ends_with('/') || decoded.empty()) return std::nullopt;
  if (path.find('\0') != std::string::npos || parsed::valid_utf8_prefix(path) != path.size()) {
    return std::nullopt;
  }
  return path;
}

}  // namespace engine::documents::package
