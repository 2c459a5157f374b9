// A Redis server behind a socket as a subject, by as many connections as there are threads: nine
// reads of ten. The server must be there already: --set port=6379.
#include <hiredis/hiredis.h>
#include <prony/prony.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

namespace {

constexpr std::uint64_t keys = 10'000;
constexpr std::uint64_t one_write_in = 10;

struct Close {
  void operator()(redisContext* connection) const { redisFree(connection); }
  void operator()(void* reply) const { freeReplyObject(reply); }
};
using Connection = std::unique_ptr<redisContext, Close>;
using Reply = std::unique_ptr<redisReply, Close>;

Connection connect(int port) {
  Connection connection(redisConnect("127.0.0.1", port));
  if (connection && connection->err != 0) connection.reset();
  return connection;
}

Reply ask(redisContext& connection, const std::string& words) {
  return Reply(static_cast<redisReply*>(redisCommand(&connection, words.c_str())));
}

bool is_right(const Reply& reply) {
  return reply && reply->type != REDIS_REPLY_ERROR && reply->type != REDIS_REPLY_NIL;
}

/// The server's process, whose memory and CPU are to count.
pid_t pid_of(redisContext& connection) {
  const Reply info = ask(connection, "INFO server");
  const std::string text = info ? std::string(info->str, info->len) : std::string();
  const std::size_t at = text.find("process_id:");
  return at == text.npos ? 0 : std::atoi(text.c_str() + at + 11);
}

prony::Expected<prony::Prepared> prepare(const prony::TargetOrder& order) {
  int port = 6379;
  for (const auto& [name, value] : order.settings)
    if (name == "port") port = std::atoi(value.c_str());
  const Connection first = connect(port);
  if (!first) return prony::failure("no Redis server at port " + std::to_string(port));
  for (std::uint64_t key = 0; key < keys; ++key)
    ask(*first, "SET key:" + std::to_string(key) + " " + std::string(100, 'x'));
  const auto call = [port](const prony::Request& request) {
    thread_local const Connection connection = connect(port);
    if (!connection) return prony::Outcome::failed;
    const std::string key = "key:" + std::to_string(request.item);
    const bool writes = request.id % one_write_in == 0;
    const Reply reply = ask(*connection, writes ? "SET " + key + " written" : "GET " + key);
    return is_right(reply) ? prony::Outcome::ok : prony::Outcome::failed;
  };
  auto prepared = prony::prepare(order, keys, call);
  if (prepared) prepared->processes = {pid_of(*first)};
  return prepared;
}

}  // namespace

int main(int argc, char** argv) {
  prony::Subject subject = prony::subject("redis", keys, nullptr);
  subject.description = "A Redis server behind a socket: nine reads of ten requests.";
  subject.settings.push_back({"port", "1 to 65535", "Where the server listens (6379).", {}});
  subject.make_target = prepare;
  return prony::main(argc, argv, {subject});
}
