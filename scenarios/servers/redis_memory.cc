#include "scenarios/servers/redis_memory.h"

#include <charconv>

namespace scenarios {
namespace {

using namespace std::chrono_literals;

constexpr auto longest_age = 100ms;
constexpr engine::redis::Patience patience{.connect = 10ms, .command = 10ms};

}  // namespace

std::optional<std::uint64_t> used_memory_in(std::string_view info) {
  constexpr std::string_view name = "used_memory:";
  const std::size_t at = info.find(name);
  if (at == info.npos) return std::nullopt;
  const std::string_view rest = info.substr(at + name.size());
  std::uint64_t bytes = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), bytes);
  return read.ec == std::errc{} ? std::optional(bytes) : std::nullopt;
}

RedisMemory::RedisMemory(const std::string& server) {
  if (server.empty()) return;
  if (const auto address = engine::redis::resolve(server)) connection_.emplace(*address, patience);
}

std::optional<std::uint64_t> RedisMemory::read() {
  if (!connection_) return std::nullopt;
  const auto now = std::chrono::steady_clock::now();
  if (now < asked_ + longest_age) return bytes_;
  asked_ = now;
  const auto info = connection_->info("memory");
  bytes_ = info ? used_memory_in(*info) : std::nullopt;
  return bytes_;
}

}  // namespace scenarios
