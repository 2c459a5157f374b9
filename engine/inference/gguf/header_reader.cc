#include "engine/inference/gguf/header_reader.h"

namespace engine::inference::gguf {

void HeaderReader::read(char* to, std::uint64_t bytes) {
  if (!failed_ && bytes <= left() && input_.read(to, static_cast<std::streamsize>(bytes))) {
    at_ += bytes;
  } else {
    failed_ = true;
  }
}

std::string HeaderReader::text(std::uint64_t most) {
  const auto length = number<std::uint64_t>();
  if (length > most || length > left()) failed_ = true;
  if (failed_) return {};
  std::string value(length, '\0');
  read(value.data(), length);
  return failed_ ? std::string() : value;
}

void HeaderReader::skip(std::uint64_t bytes) {
  if (!failed_ && bytes <= left() && input_.ignore(static_cast<std::streamsize>(bytes))) {
    at_ += bytes;
  } else {
    failed_ = true;
  }
}

}  // namespace engine::inference::gguf
