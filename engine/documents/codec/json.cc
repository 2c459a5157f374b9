#include "engine/documents/codec/json.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace engine::documents::codec {
namespace {

using nlohmann::json;

/// Gathers what is written; the library prints it at the end.
class JsonOut {
 public:
  template <class Body>
  void list(std::size_t size, Body body) {
    json::array_t inner;
    inner.reserve(size);
    json::array_t* const outer = std::exchange(values_, &inner);
    body();
    values_ = outer;
    values_->emplace_back(std::move(inner));
  }
  void whole(std::uint64_t number) { values_->emplace_back(number); }
  void real(double number) { values_->emplace_back(number); }
  void text(std::string_view text) { values_->emplace_back(text); }

  std::string print() const { return all_.front().dump(); }

 private:
  json::array_t all_;
  json::array_t* values_ = &all_;
};

struct JsonIn {
  using Node = json;

  static std::optional<std::span<Node>> list(Node& node) {
    auto* const values = node.get_ptr<json::array_t*>();
    return values == nullptr ? std::nullopt : std::optional<std::span<Node>>(*values);
  }
  static std::optional<std::uint64_t> whole(const Node& node) {
    const auto* const number = node.get_ptr<const json::number_unsigned_t*>();
    return number == nullptr ? std::nullopt : std::optional<std::uint64_t>(*number);
  }
  static std::optional<double> real(const Node& node) {
    return node.is_number() ? std::optional<double>(node.get<double>()) : std::nullopt;
  }
  static bool text(Node& node, std::string& out) {
    auto* const text = node.get_ptr<json::string_t*>();
    if (text != nullptr) out = std::move(*text);
    return text != nullptr;
  }
};

}  // namespace

std::string write_json(std::uint32_t version, const content::Content& content,
                       const PackedStream* stream) {
  JsonOut out;
  write_letter(out, version, content, stream);
  return out.print();
}

bool read_json(std::string_view bytes, std::uint32_t version, Letter& letter) {
  json node = json::parse(bytes.begin(), bytes.end(), nullptr, /*allow_exceptions=*/false);
  return !node.is_discarded() && read_letter<JsonIn>(node, version, letter);
}

}  // namespace engine::documents::codec
