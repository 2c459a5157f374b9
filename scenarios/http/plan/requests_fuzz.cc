// Any bytes as a requests file, a URL and headers: an error in a line, or requests whose head has
// no line but its own.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "scenarios/http/plan/http_plan.h"
#include "scenarios/http/plan/request_words.h"

using namespace scenarios::http;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_error(const std::string& message) {
  require(!message.empty() && message.find('\n') == message.npos);
}

/// Ends the head with the first empty line, and says as many bytes as follow.
void check_message(const std::string& message) {
  const std::size_t end = message.find("\r\n\r\n");
  require(end != message.npos);
  const std::string length = "\r\nContent-Length: ";
  const std::size_t at = message.find(length);
  const std::size_t body = message.size() - end - 4;
  const bool says = at != message.npos && at < end;
  require(body == (says ? std::strtoull(message.c_str() + at + length.size(), nullptr, 10) : 0));
}

void check_plan_of(const std::string& name, const std::string& value) {
  std::vector<harness::scenario::Setting> settings{{"url", "http://h/"}};
  settings.emplace_back(name, value);
  const auto made = make_plan(settings, {});
  if (!made) return check_error(made.error().message);
  for (std::uint64_t id = 0; id < 4; ++id) {
    std::string message;
    made->messages->write({.id = id, .item = 0}, message);
    check_message(message);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (const auto kinds = read_requests(bytes, "fuzz", {}); !kinds) {
    check_error(kinds.error().message);
    require(kinds.error().message.starts_with("fuzz"));
  }
  check_plan_of("url", bytes);
  check_plan_of("url", "http://h/" + bytes);
  check_plan_of("header", bytes);
  check_plan_of("header", "X: " + bytes);
  if (!bytes.starts_with('@')) check_plan_of("body", bytes);
  if (bytes.starts_with('[') || bytes.starts_with('{')) check_plan_of("requests", bytes);
  return 0;
}
