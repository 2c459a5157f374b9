// Redis's protocol: commands as bytes, bytes as replies.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct redisReader;

namespace engine::redis {

/// Appends the command to `out` as it goes over the wire. Its words may have any bytes.
void append_command(std::string& out, std::initializer_list<std::string_view> words);

/// What a server answered.
struct Reply {
  enum class Kind : std::uint8_t { text, nothing, error, number, list };
  Kind kind = Kind::nothing;
  std::string text;  // of a text, a status and an error
  std::int64_t number = 0;
  std::vector<Reply> list;
};

/// Replies from bytes as they come, in pieces of any size; from a server that is not trusted.
class ReplyReader {
 public:
  ReplyReader();
  ~ReplyReader();
  ReplyReader(const ReplyReader&) = delete;
  ReplyReader& operator=(const ReplyReader&) = delete;

  /// False, for good, where these bytes are none that a Redis server sends, or too many.
  bool feed(std::string_view bytes);
  /// The next whole reply. Nothing when it has not come whole yet, or is nonsense: see broken().
  std::optional<Reply> next();
  bool broken() const { return broken_; }

 private:
  std::unique_ptr<redisReader, void (*)(redisReader*)> reader_;
  std::size_t waiting_bytes_ = 0;  // fed since the last whole reply
  bool broken_ = false;
};

}  // namespace engine::redis
