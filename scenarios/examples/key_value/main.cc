// A key-value store in memory, as a subject: everything that `prony` does, for an engine of one
// line.
#include <prony/prony.h>

#include <string>
#include <unordered_map>

int main(int argc, char** argv) {
  constexpr std::uint64_t keys = 100'000;
  std::unordered_map<std::uint64_t, std::string> store;
  for (std::uint64_t key = 0; key < keys; ++key) store[key] = "value " + std::to_string(key);
  const auto get = [&](const prony::Request& request) {
    return store.contains(request.item) ? prony::Outcome::ok : prony::Outcome::failed;
  };
  return prony::main(argc, argv, {prony::subject("key-value", keys, get)});
}
