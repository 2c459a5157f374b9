#include "engine/inference/gguf/check.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <fstream>
#include <limits>
#include <set>
#include <system_error>
#include <vector>

#include "engine/inference/gguf/format.h"
#include "engine/inference/gguf/header_reader.h"
#include "engine/inference/gguf/one_line.h"

namespace engine::inference::gguf {
namespace {

constexpr std::uint64_t most_entries = 65536;
constexpr std::uint64_t most_tensors = 16384;  // llama.cpp compares the names of all pairs
constexpr std::uint64_t most_name_bytes = 63;  // of a tensor; llama.cpp ends it by a zero
constexpr std::uint64_t most_key_bytes = 1024;
constexpr std::uint64_t most_text_bytes = std::uint64_t{1} << 24;
constexpr std::uint32_t most_layers = 512;  // llama.cpp has room for so many

tl::unexpected<Error> malformed(std::string detail) {
  return failure(Reason::malformed, std::move(detail));
}

/// What was read so far.
struct Reading {
  FileFacts facts;
  std::uint64_t alignment = usual_alignment;
  std::uint64_t next_offset = 0;  // of the tensor that comes next
};

bool is_type(std::uint32_t number) {
  return number <= static_cast<std::uint32_t>(ValueType::float64);
}

/// Passes over an array: its texts one by one, its numbers together.
Expected<void> pass_array(HeaderReader& reader, const std::string& key) {
  const auto type = reader.number<std::uint32_t>();
  const auto count = reader.number<std::uint64_t>();
  if (!is_type(type) || type == static_cast<std::uint32_t>(ValueType::array)) {
    return malformed(fmt::format("the entry {} is an array of type {}", one_line(key), type));
  }
  const std::uint32_t each = bytes_of(ValueType{type});
  if (each != 0) {
    if (count > reader.left() / each) return malformed(one_line(key) + " is longer than the file");
    reader.skip(count * each);
    return {};
  }
  if (count > reader.left() / sizeof(std::uint64_t)) {
    return malformed(one_line(key) + " is longer than the file");
  }
  for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) reader.text(most_text_bytes);
  return {};
}

/// A number that llama.cpp would believe, and come to grief by.
Expected<void> take_number(Reading& reading, const std::string& key, std::uint32_t value) {
  if (key == "general.alignment") {
    if (!std::has_single_bit(value) || value < 8 || value > 65536) {
      return malformed(fmt::format("an alignment of {} bytes", value));
    }
    reading.alignment = value;
  }
  if (key.ends_with(".block_count") && (value == 0 || value > most_layers)) {
    return malformed(fmt::format("{} layers", value));
  }
  if (key.ends_with(".embedding_length") && (value == 0 || value > (1U << 24))) {
    return malformed(fmt::format("an embedding of {} numbers", value));
  }
  return {};
}

Expected<void> read_entry(HeaderReader& reader, Reading& reading, const std::string& key) {
  const auto number = reader.number<std::uint32_t>();
  if (!is_type(number)) {
    return malformed(fmt::format("the entry {} is of type {}", one_line(key), number));
  }
  const ValueType type{number};
  if (type == ValueType::array) return pass_array(reader, key);
  if (type == ValueType::text) {
    std::string text = reader.text(most_text_bytes);
    if (key == "general.architecture") {
      reading.facts.architecture = std::move(text);
    } else if (key == "general.name") {
      reading.facts.name = std::move(text);
    }
    return {};
  }
  if (type == ValueType::uint32) return take_number(reading, key, reader.number<std::uint32_t>());
  if (key == "general.alignment") return malformed("its alignment is no 32-bit number");
  reader.skip(bytes_of(type));
  return {};
}

Expected<void> read_entries(HeaderReader& reader, Reading& reading, std::uint64_t count) {
  std::set<std::string> keys;
  for (std::uint64_t i = 0; i < count; ++i) {
    std::string key = reader.text(most_key_bytes);
    if (reader.failed()) break;
    if (const auto read = read_entry(reader, reading, key); !read) {
      return tl::unexpected(read.error());
    }
    if (!keys.insert(std::move(key)).second) return malformed("an entry comes twice");
  }
  if (reader.failed()) return malformed("it ends within its header");
  if (reading.facts.architecture.empty()) return malformed("it names no architecture");
  return {};
}

/// Of a tensor whose description was read up to its type: bytes, or nothing if that overflows.
std::optional<std::uint64_t> bytes_of_tensor(const std::vector<std::uint64_t>& sizes,
                                             const Blocks& blocks) {
  std::uint64_t values = 1;
  constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max() / 512;
  for (const std::uint64_t size : sizes) {
    if (size == 0 || values > most / size) return std::nullopt;
    values *= size;
  }
  if (sizes.empty() || sizes.front() % blocks.values != 0) return std::nullopt;
  return values / blocks.values * blocks.bytes;
}

Expected<void> read_tensor(HeaderReader& reader, Reading& reading, std::set<std::string>& names) {
  std::string name = reader.text(most_name_bytes);
  const auto dimensions = reader.number<std::uint32_t>();
  const std::string shown = one_line(name);
  if (dimensions > 4) return malformed(fmt::format("{} has {} dimensions", shown, dimensions));
  std::vector<std::uint64_t> sizes(dimensions);
  for (std::uint64_t& size : sizes) size = reader.number<std::uint64_t>();
  const auto type = reader.number<std::uint32_t>();
  const auto offset = reader.number<std::uint64_t>();
  if (reader.failed()) return malformed("it ends within its list of tensors");
  const std::optional<Blocks> blocks = blocks_of(type);
  if (!blocks) {
    return failure(Reason::unsupported_format, fmt::format("{} is of the type {}", shown, type));
  }
  const std::optional<std::uint64_t> bytes = bytes_of_tensor(sizes, *blocks);
  if (!bytes) return malformed(shown + " has a size that no tensor can have");
  // llama.cpp takes them to stand one after the other, without holes.
  if (offset != reading.next_offset) return malformed(shown + " does not follow the one before");
  if (*bytes > reader.left() || offset > reader.left() - *bytes) {
    return malformed(shown + " ends behind the file's end: cut off?");
  }
  reading.facts.tensor_bytes = offset + *bytes;  // what pads the last one may be missing
  reading.next_offset = padded(reading.facts.tensor_bytes, reading.alignment);
  reading.facts.parameters += *bytes / blocks->bytes * blocks->values;
  if (!names.insert(std::move(name)).second) return malformed("a tensor comes twice");
  return {};
}

}  // namespace

Expected<FileFacts> check(std::istream& input, std::uint64_t bytes) {
  HeaderReader reader(input, bytes);
  std::array<char, 4> letters{};
  for (char& letter : letters) letter = reader.number<char>();
  const auto version = reader.number<std::uint32_t>();
  if (reader.failed() || std::string_view(letters.data(), letters.size()) != magic) {
    return failure(Reason::unsupported_format, "it is not GGUF");
  }
  if (version != 2 && version != format_version) {
    return failure(Reason::unsupported_format, fmt::format("GGUF of version {}", version));
  }
  const auto tensors = reader.number<std::uint64_t>();
  const auto entries = reader.number<std::uint64_t>();
  if (tensors > most_tensors || entries > most_entries) {
    return malformed(fmt::format("{} tensors and {} entries", tensors, entries));
  }
  Reading reading;
  reading.facts.tensors = tensors;
  Expected<void> read = read_entries(reader, reading, entries);
  std::set<std::string> names;
  for (std::uint64_t i = 0; i < tensors && read; ++i) read = read_tensor(reader, reading, names);
  if (!read) return tl::unexpected(read.error());
  const std::uint64_t end = padded(reader.at(), reading.alignment) + reading.facts.tensor_bytes;
  if (tensors > 0 && end > bytes) {
    return malformed(fmt::format("it should have {} bytes and has {}: cut off?", end, bytes));
  }
  return reading.facts;
}

Expected<FileFacts> check_file(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return failure(Reason::unreadable, path.string() + ": there is no such file");
  }
  const std::uint64_t bytes = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) return failure(Reason::unreadable, path.string() + ": it can't be read");
  Expected<FileFacts> facts = check(file, bytes);
  if (!facts) facts.error().detail = path.string() + ": " + facts.error().detail;
  return facts;
}

}  // namespace engine::inference::gguf
