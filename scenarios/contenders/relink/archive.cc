#include "scenarios/contenders/relink/archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <optional>
#include <string_view>

namespace scenarios {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view magic = "!<arch>\n";

/// A member's header: texts padded with spaces.
struct Header {
  std::array<char, 16> name;
  std::array<char, 12> time;
  std::array<char, 6> user, group;
  std::array<char, 8> mode;
  std::array<char, 10> size;
  std::array<char, 2> end;
};
static_assert(sizeof(Header) == 60);

template <std::size_t N>
std::string_view text_of(const std::array<char, N>& field) {
  const std::string_view text(field.data(), N);
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "name/", or "/12": at that place of the table of long names.
std::optional<std::string> name_of(std::string_view field, std::string_view long_names) {
  if (!field.starts_with('/')) return std::string(field.substr(0, field.find('/')));
  const auto at = number_in(field.substr(1));
  if (!at || *at >= long_names.size()) return std::nullopt;
  const std::string_view name = long_names.substr(*at);
  return std::string(name.substr(0, name.find("/\n")));
}

}  // namespace

harness::Expected<std::vector<ArchiveMember>> members_of(const fs::path& archive) {
  std::error_code error;
  const std::uint64_t length = fs::file_size(archive, error);
  std::ifstream file(archive, std::ios::binary);
  std::string start(magic.size(), '\0');
  if (error || !file.read(start.data(), static_cast<std::streamsize>(start.size())) ||
      start != magic) {
    return harness::failure(archive.string() + " is no static library that can be taken apart");
  }
  std::vector<ArchiveMember> members;
  std::string long_names;
  for (std::uint64_t at = magic.size(); at < length;) {
    Header header;
    file.seekg(static_cast<std::streamoff>(at));
    file.read(reinterpret_cast<char*>(&header), sizeof header);
    const auto size = number_in(text_of(header.size));
    at += sizeof header;
    if (!file || !size || std::string_view(header.end.data(), 2) != "`\n" || *size > length - at) {
      return harness::failure(archive.string() + " is damaged");
    }
    const std::string_view name = text_of(header.name);
    if (name == "//") {
      long_names.resize(*size);
      file.read(long_names.data(), static_cast<std::streamsize>(*size));
    } else if (name != "/" && name != "/SYM64/") {
      const auto full = name_of(name, long_names);
      if (!full) return harness::failure(archive.string() + " is damaged");
      members.push_back({*full, at, *size});
    }
    at += *size + *size % 2;
  }
  return members;
}

harness::Expected<void> extract(const fs::path& archive, const ArchiveMember& member,
                                const fs::path& to) {
  std::ifstream from(archive, std::ios::binary);
  std::ofstream out(to, std::ios::binary);
  from.seekg(static_cast<std::streamoff>(member.offset));
  std::array<char, 65536> block;
  for (std::uint64_t left = member.size; left > 0 && from && out;) {
    const auto piece = static_cast<std::streamsize>(std::min<std::uint64_t>(left, block.size()));
    from.read(block.data(), piece);
    out.write(block.data(), from.gcount());
    left -= static_cast<std::uint64_t>(from.gcount());
  }
  if (!from || !out.flush()) {
    return harness::failure(
        fmt::format("{}: can't copy {} to {}", archive.string(), member.name, to.string()));
  }
  return {};
}

}  // namespace scenarios
