// Proxies that the environment names.
#pragma once

#include <optional>
#include <string>

namespace scenarios::http {

/// "http_proxy is ignored: requests go straight to the server"; nothing where none is named.
std::optional<std::string> ignored_proxies();

}  // namespace scenarios::http
