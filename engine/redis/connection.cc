#include "engine/redis/connection.h"

#include <algorithm>
#include <array>

namespace engine::redis {
namespace {

/// What may wait to be sent: the bytes of a few big contents, or many small ones.
constexpr std::size_t most_waiting_bytes = std::size_t{8} << 20;
constexpr std::size_t most_open_sets = 1'024;

Deadline now() {
  return std::chrono::steady_clock::now();
}

}  // namespace

/// A connected socket with what is under way on it.
struct Connection::Line {
  Line(const Address& address, Deadline deadline) : socket(address, deadline) {}

  Socket socket;
  ReplyReader replies;
  std::string to_send;
  std::size_t sent = 0;       // of those bytes
  std::size_t open_sets = 0;  // whose answers have not come
  std::array<char, 64 << 10> received;

  bool has_to_send() const { return sent < to_send.size(); }

  /// Hands the system what it takes now; false when the connection broke.
  bool send_some() {
    if (!has_to_send()) return true;
    const auto taken = socket.send(std::string_view(to_send).substr(sent));
    if (!taken) return false;
    sent += *taken;
    if (has_to_send()) return true;
    to_send.clear();
    sent = 0;
    return true;
  }

  /// Takes in what has come; nothing when the connection broke or what came is nonsense.
  std::optional<std::size_t> receive_some() {
    const auto came = socket.receive(received);
    if (!came || !replies.feed({received.data(), *came})) return std::nullopt;
    return came;
  }
};

Connection::Connection(const Address& address, const Patience& patience)
    : address_(address), patience_(patience), pause_(patience.first_pause) {}

Connection::~Connection() = default;

bool Connection::ready() {
  if (line_) return true;
  if (!is_usable()) return false;
  line_ = std::make_unique<Line>(address_, now() + patience_.connect);
  return true;
}

tl::unexpected<Trouble> Connection::give_up() {
  if (line_) failed_sets_ += line_->open_sets;
  line_.reset();
  next_try_ = now() + pause_;
  pause_ = std::min(pause_ * 2, patience_.longest_pause);
  return tl::unexpected(Trouble::broken);
}

// Sends and receives whatever can be, after waiting for the one or the other until the deadline.
bool Connection::move(Deadline deadline) {
  return line_->send_some() && line_->socket.wait(line_->has_to_send(), deadline) &&
         line_->receive_some();
}

std::optional<Reply> Connection::next_reply(Deadline deadline) {
  while (true) {
    if (auto reply = line_->replies.next()) return reply;
    if (line_->replies.broken() || !move(deadline)) return std::nullopt;
  }
}

void Connection::count_set_answer(const Reply& reply) {
  --line_->open_sets;
  pause_ = patience_.first_pause;
  if (reply.kind == Reply::Kind::error) ++failed_sets_;
}

Answered<Reply> Connection::ask(std::initializer_list<std::string_view> words) {
  if (!ready()) return tl::unexpected(Trouble::pausing);
  if (!line_->socket.connected()) return give_up();
  append_command(line_->to_send, words);
  const Deadline deadline = now() + patience_.command;
  while (line_->open_sets > 0) {  // their answers come first
    const auto reply = next_reply(deadline);
    if (!reply) return give_up();
    count_set_answer(*reply);
  }
  auto reply = next_reply(deadline);
  if (!reply) return give_up();
  pause_ = patience_.first_pause;
  if (reply->kind == Reply::Kind::error) return tl::unexpected(Trouble::refused);
  return std::move(*reply);
}

Answered<std::optional<std::string>> Connection::get(std::string_view key) {
  auto reply = ask({"GET", key});
  if (!reply) return tl::unexpected(reply.error());
  if (reply->kind == Reply::Kind::nothing) return std::nullopt;
  if (reply->kind != Reply::Kind::text) return give_up();
  return std::move(reply->text);
}

bool Connection::take_early_answers() {
  while (line_->open_sets > 0) {
    if (const auto reply = line_->replies.next()) {
      count_set_answer(*reply);
      continue;
    }
    if (line_->replies.broken()) return false;
    const auto came = line_->receive_some();
    if (!came) return false;
    if (*came == 0) return true;
  }
  return true;
}

Answered<void> Connection::set(std::string_view key, std::string_view value,
                               std::optional<std::chrono::milliseconds> time_to_live) {
  if (!ready()) return tl::unexpected(Trouble::pausing);
  if (!line_->socket.connected() || !take_early_answers()) return give_up();
  const std::size_t waiting = line_->to_send.size();  // those that went are still in memory
  if (line_->open_sets >= most_open_sets || waiting >= most_waiting_bytes) {
    return tl::unexpected(Trouble::pausing);
  }
  if (time_to_live) {
    append_command(line_->to_send,
                   {"SET", key, value, "PX",
                    std::to_string(std::max<std::int64_t>(time_to_live->count(), 1))});
  } else {
    append_command(line_->to_send, {"SET", key, value});
  }
  ++line_->open_sets;
  if (!line_->send_some()) return give_up();
  return {};
}

Answered<bool> Connection::remove(std::string_view key) {
  const auto reply = ask({"DEL", key});
  if (!reply) return tl::unexpected(reply.error());
  if (reply->kind != Reply::Kind::number) return give_up();
  return reply->number > 0;
}

Answered<Page> Connection::scan(std::string_view cursor, std::string_view pattern,
                                std::uint32_t count) {
  auto reply = ask({"SCAN", cursor, "MATCH", pattern, "COUNT", std::to_string(count)});
  if (!reply) return tl::unexpected(reply.error());
  if (reply->list.size() != 2) return give_up();
  Page page{std::move(reply->list[0].text), {}};
  page.keys.reserve(reply->list[1].list.size());
  for (Reply& key : reply->list[1].list) page.keys.push_back(std::move(key.text));
  return page;
}

Answered<std::uint64_t> Connection::key_count() {
  const auto reply = ask({"DBSIZE"});
  if (!reply) return tl::unexpected(reply.error());
  if (reply->kind != Reply::Kind::number || reply->number < 0) return give_up();
  return static_cast<std::uint64_t>(reply->number);
}

Answered<std::string> Connection::info(std::string_view section) {
  auto reply = ask({"INFO", section});
  if (!reply) return tl::unexpected(reply.error());
  if (reply->kind != Reply::Kind::text) return give_up();
  return std::move(reply->text);
}

}  // namespace engine::redis
