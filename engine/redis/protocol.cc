#include "engine/redis/protocol.h"

#include <hiredis/hiredis.h>

namespace engine::redis {
namespace {

constexpr std::size_t largest_reply = std::size_t{512} << 20;  // Redis's own limit for a text
constexpr int longest_list = 100'000;

using Functions = redisReplyObjectFunctions;

/// The library's own functions, but for lists: it takes room for as many elements as the server
/// says that a list has.
Functions bounded_functions(const Functions& library) {
  static const Functions original = library;
  Functions bounded = library;
  bounded.createArray = [](const redisReadTask* task, int elements) -> void* {
    if (elements < 0 || elements > longest_list) return nullptr;
    return original.createArray(task, elements);
  };
  return bounded;
}

redisReader* make_reader() {
  redisReader* const reader = redisReaderCreate();
  if (reader == nullptr) throw std::bad_alloc();
  static Functions functions = bounded_functions(*reader->fn);
  reader->fn = &functions;
  return reader;
}

// The protocol's depth is bounded by the library.
Reply reply_of(const redisReply& raw) {
  Reply reply;
  switch (raw.type) {
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
      reply.kind = Reply::Kind::text;
      break;
    case REDIS_REPLY_ERROR:
      reply.kind = Reply::Kind::error;
      break;
    case REDIS_REPLY_INTEGER:
      reply.kind = Reply::Kind::number;
      reply.number = raw.integer;
      return reply;
    case REDIS_REPLY_ARRAY:
      reply.kind = Reply::Kind::list;
      reply.list.reserve(raw.elements);
      for (std::size_t i = 0; i < raw.elements; ++i) {
        reply.list.push_back(raw.element[i] == nullptr ? Reply() : reply_of(*raw.element[i]));
      }
      return reply;
    default:
      return reply;
  }
  reply.text.assign(raw.str, raw.len);
  return reply;
}

}  // namespace

void append_command(std::string& out, std::initializer_list<std::string_view> words) {
  std::vector<const char*> starts;
  std::vector<std::size_t> sizes;
  for (const std::string_view word : words) {
    starts.push_back(word.data());
    sizes.push_back(word.size());
  }
  char* bytes = nullptr;
  const int size =
      redisFormatCommandArgv(&bytes, static_cast<int>(starts.size()), starts.data(), sizes.data());
  if (size < 0) throw std::bad_alloc();
  const std::unique_ptr<char, void (*)(char*)> owned(bytes, [](char* it) { redisFreeCommand(it); });
  out.append(bytes, static_cast<std::size_t>(size));
}

ReplyReader::ReplyReader() : reader_(make_reader(), redisReaderFree) {}
ReplyReader::~ReplyReader() = default;

bool ReplyReader::feed(std::string_view bytes) {
  waiting_bytes_ += bytes.size();
  if (waiting_bytes_ > largest_reply ||
      redisReaderFeed(reader_.get(), bytes.data(), bytes.size()) != REDIS_OK) {
    broken_ = true;
  }
  return !broken_;
}

std::optional<Reply> ReplyReader::next() {
  void* raw = nullptr;
  if (broken_ || redisReaderGetReply(reader_.get(), &raw) != REDIS_OK) {
    broken_ = true;
    return std::nullopt;
  }
  if (raw == nullptr) return std::nullopt;
  waiting_bytes_ = 0;
  const std::unique_ptr<void, void (*)(void*)> owned(raw, freeReplyObject);
  return reply_of(*static_cast<const redisReply*>(raw));
}

}  // namespace engine::redis
