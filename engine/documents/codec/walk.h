// Leads any described value to a format's writer, or from a format's values back.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/documents/codec/fields.h"

namespace engine::documents::codec {

/// What is written, and what was read: the version comes first, the stream only in an answer.
struct Letter {
  std::uint32_t version = 0;
  content::Content content;
  std::optional<PackedStream> stream;
};

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

/// How many values an element of a vector takes. A vector is written flat, without a list for each
/// of its elements: most are some numbers, of which a list would take half of the bytes.
template <class T>
consteval std::size_t columns() {
  if constexpr (Described<T>) return field_count<T>;
  return 1;
}

/// `Out` has list(size, body), whole(number), real(number) and text(view).
template <class Out, class T>
void write(Out& out, const T& value) {
  if constexpr (is_vector<T>) {
    using Element = typename T::value_type;
    out.list(value.size() * columns<Element>(), [&] {
      for (const Element& element : value) {
        if constexpr (Described<Element>) {
          std::apply([&](const auto&... field) { (write(out, field), ...); }, fields(element));
        } else {
          write(out, element);
        }
      }
    });
  } else if constexpr (Described<T>) {
    out.list(field_count<T>, [&] {
      std::apply([&](const auto&... field) { (write(out, field), ...); }, fields(value));
    });
  } else if constexpr (std::is_same_v<T, std::string>) {
    out.text(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    out.real(value);
  } else {
    out.whole(static_cast<std::uint64_t>(value));
  }
}

/// `In` names its values' type Node and has, of a node, list, whole, real and text; each is empty
/// or false where the node is something else.
template <class In, class T>
bool read(typename In::Node& node, T& value);

/// The fields of one described value from consecutive nodes.
template <class In, class T>
bool read_fields(std::span<typename In::Node> nodes, T& value) {
  std::size_t at = 0;
  return std::apply([&](auto&... field) { return (read<In>(nodes[at++], field) && ...); },
                    fields(value));
}

template <class In, class T>
bool read_vector(std::span<typename In::Node> nodes, std::vector<T>& values) {
  if (nodes.size() % columns<T>() != 0) return false;
  values.resize(nodes.size() / columns<T>());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if constexpr (Described<T>) {
      if (!read_fields<In>(nodes.subspan(i * columns<T>(), columns<T>()), values[i])) return false;
    } else {
      if (!read<In>(nodes[i], values[i])) return false;
    }
  }
  return true;
}

template <class In, class T>
bool read_whole(typename In::Node& node, T& value) {
  const std::optional<std::uint64_t> number = In::whole(node);
  if constexpr (std::is_enum_v<T>) {
    if (!number || *number > static_cast<std::uint64_t>(last_of<T>)) return false;
  } else {
    if (!number || *number > std::numeric_limits<T>::max()) return false;
  }
  value = static_cast<T>(*number);
  return true;
}

template <class In, class T>
bool read(typename In::Node& node, T& value) {
  if constexpr (is_vector<T>) {
    const auto nodes = In::list(node);
    return nodes && read_vector<In>(*nodes, value);
  } else if constexpr (Described<T>) {
    const auto nodes = In::list(node);
    return nodes && nodes->size() == field_count<T> && read_fields<In>(*nodes, value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return In::text(node, value);
  } else if constexpr (std::is_floating_point_v<T>) {
    const std::optional<double> number = In::real(node);
    value = number.value_or(0);
    return number && std::isfinite(*number);
  } else {
    return read_whole<In>(node, value);
  }
}

template <class Out>
void write_letter(Out& out, std::uint32_t version, const content::Content& content,
                  const PackedStream* stream) {
  out.list(stream == nullptr ? 2 : 3, [&] {
    write(out, version);
    write(out, content);
    if (stream != nullptr) write(out, *stream);
  });
}

/// Another version's letter is read no further than its version.
template <class In>
bool read_letter(typename In::Node& node, std::uint32_t version, Letter& letter) {
  const auto nodes = In::list(node);
  if (!nodes || nodes->empty() || !read<In>((*nodes)[0], letter.version)) return false;
  if (letter.version != version) return true;
  if (nodes->size() < 2 || nodes->size() > 3 || !read<In>((*nodes)[1], letter.content)) {
    return false;
  }
  return nodes->size() == 2 || read<In>((*nodes)[2], letter.stream.emplace());
}

}  // namespace engine::documents::codec
