#include "scenarios/http/plan/proxies.h"

#include <fmt/format.h>

#include <cstdlib>
#include <vector>

namespace scenarios::http {

std::optional<std::string> ignored_proxies() {
  std::vector<std::string_view> named;
  for (const char* const name :
       {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != 0) named.emplace_back(name);
  }
  if (named.empty()) return std::nullopt;
  return fmt::format("{} {} ignored: requests go straight to the server", fmt::join(named, " and "),
                     named.size() == 1 ? "is" : "are");
}

}  // namespace scenarios::http
