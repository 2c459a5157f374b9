#include "engine/documents/codec/msgpack.h"

#include <algorithm>
#include <exception>
#include <msgpack.hpp>

namespace engine::documents::codec {
namespace {

/// A letter's lists are nested no deeper: letter, content, analysis, keywords.
constexpr std::size_t deepest = 4;

/// What the packer writes to.
struct Appender {
  std::string bytes;
  void write(const char* data, std::size_t size) { bytes.append(data, size); }
};

class MsgpackOut {
 public:
  template <class Body>
  void list(std::size_t size, Body body) {
    packer_.pack_array(static_cast<std::uint32_t>(size));
    body();
  }
  void whole(std::uint64_t number) { packer_.pack_uint64(number); }
  void real(double number) { packer_.pack_double(number); }
  void text(std::string_view text) {
    const auto size = static_cast<std::uint32_t>(text.size());
    packer_.pack_str(size);
    packer_.pack_str_body(text.data(), size);
  }

  std::string take() { return std::move(written_.bytes); }

 private:
  Appender written_;
  msgpack::packer<Appender> packer_{written_};
};

struct MsgpackIn {
  using Node = msgpack::object;

  static std::optional<std::span<Node>> list(Node& node) {
    if (node.type != msgpack::type::ARRAY) return std::nullopt;
    return std::span(node.via.array.ptr, node.via.array.size);
  }
  static std::optional<std::uint64_t> whole(const Node& node) {
    if (node.type != msgpack::type::POSITIVE_INTEGER) return std::nullopt;
    return node.via.u64;
  }
  // Whatever number says the same in fewer bytes may stand for a fraction.
  static std::optional<double> real(const Node& node) {
    switch (node.type) {
      case msgpack::type::FLOAT32:
      case msgpack::type::FLOAT64:
        return node.via.f64;
      case msgpack::type::POSITIVE_INTEGER:
        return static_cast<double>(node.via.u64);
      case msgpack::type::NEGATIVE_INTEGER:
        return static_cast<double>(node.via.i64);
      default:
        return std::nullopt;
    }
  }
  static bool text(const Node& node, std::string& out) {
    if (node.type != msgpack::type::STR) return false;
    out.assign(node.via.str.ptr, node.via.str.size);
    return true;
  }
};

}  // namespace

std::string write_msgpack(std::uint32_t version, const content::Content& content,
                          const PackedStream* stream) {
  MsgpackOut out;
  write_letter(out, version, content, stream);
  return out.take();
}

bool read_msgpack(std::string_view bytes, std::uint32_t version, Letter& letter) try {
  // A list takes room for all its values as soon as it says how many they are, and a value has at
  // least one byte.
  const std::size_t most = std::min<std::size_t>(bytes.size(), UINT32_MAX);
  const msgpack::unpack_limit limit(most, 0, most, 0, 0, deepest);
  std::size_t read_bytes = 0;
  const msgpack::object_handle handle = msgpack::unpack(
      bytes.data(), bytes.size(), read_bytes,
      [](msgpack::type::object_type, std::size_t, void*) { return true; },  // texts stay in `bytes`
      nullptr, limit);
  msgpack::object root = handle.get();
  return read_bytes == bytes.size() && read_letter<MsgpackIn>(root, version, letter);
} catch (const msgpack::unpack_error&) {
  return false;
}

}  // namespace engine::documents::codec
