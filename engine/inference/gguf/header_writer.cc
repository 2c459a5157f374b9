#include "engine/inference/gguf/header_writer.h"

namespace engine::inference::gguf {

void HeaderWriter::text(std::string_view value) {
  number(static_cast<std::uint64_t>(value.size()));
  bytes_ += value;
}

void HeaderWriter::key(std::string_view name, ValueType type) {
  text(name);
  number(static_cast<std::uint32_t>(type));
  ++entries_;
}

void HeaderWriter::entry(std::string_view name, std::string_view value) {
  key(name, ValueType::text);
  text(value);
}

void HeaderWriter::entry(std::string_view name, std::uint32_t value) {
  key(name, ValueType::uint32);
  number(value);
}

void HeaderWriter::entry(std::string_view name, float value) {
  key(name, ValueType::float32);
  number(value);
}

void HeaderWriter::entry(std::string_view name, std::span<const std::string> values) {
  key(name, ValueType::array);
  number(static_cast<std::uint32_t>(ValueType::text));
  number(static_cast<std::uint64_t>(values.size()));
  for (const std::string& value : values) text(value);
}

void HeaderWriter::entry(std::string_view name, std::span<const std::int32_t> values) {
  key(name, ValueType::array);
  number(static_cast<std::uint32_t>(ValueType::int32));
  number(static_cast<std::uint64_t>(values.size()));
  for (const std::int32_t value : values) number(value);
}

void HeaderWriter::pad() {
  bytes_.resize(padded(bytes_.size(), usual_alignment), '\0');
}

}  // namespace engine::inference::gguf
