// Looks at a GGUF file before a library does that trusts it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <string>

#include "engine/expected.h"

namespace engine::inference::gguf {

struct FileFacts {
  std::string architecture;  // "llama"
  std::string name;          // what its maker called it; may be empty
  std::uint64_t tensors = 0;
  std::uint64_t parameters = 0;
  std::uint64_t tensor_bytes = 0;
};

/// Reads the header alone: every count, length and offset in it fits into the file, no sum of them
/// overflows, no name comes twice, every type is known. Takes memory for the names of the tensors
/// and keys, at most 65,536 of either. Errors: unsupported_format (not GGUF, or of a version or
/// type that llama.cpp doesn't read), malformed. `bytes` is how long the input is.
Expected<FileFacts> check(std::istream& input, std::uint64_t bytes);

/// The file of that name. Errors: unreadable too.
Expected<FileFacts> check_file(const std::filesystem::path& path);

}  // namespace engine::inference::gguf
