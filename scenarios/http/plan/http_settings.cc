#include "scenarios/http/plan/http_settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/nearest.h"

namespace scenarios::http {
namespace {

using harness::Expected;
using harness::failure;
using harness::scenario::Setting;
using harness::scenario::SettingInfo;

void add_requests(std::vector<SettingInfo>& all) {
  all.push_back({.name = "url",
                 .values = "http://HOST:PORT/PATH or https://...",
                 .help = "Where requests go. {item} is the request's item, {id} its number, {NAME} "
                         "a field of the items' file, each percent-encoded ({item:raw}: as it is); "
                         "${NAME} is a variable of the environment.",
                 .presets = {},
                 .option = "--url"});
  all.push_back({.name = "method",
                 .values = "GET, POST, PUT, ...",
                 .help = "What is asked (GET; POST where there is a body).",
                 .presets = {},
                 .option = "--method"});
  all.push_back({.name = "header",
                 .values = "Name: value",
                 .help =
                     "A header of each request; given again, another one. Places as in the url, "
                     "raw. Secrets by ${NAME}: 'Authorization: Bearer ${TOKEN}'.",
                 .presets = {},
                 .option = "--header",
                 .joined = true});
  all.push_back({.name = "body",
                 .values = "a text, or @FILE",
                 .help =
                     "What is sent with each request, with places as in the url; quoted for JSON "
                     "where it is some, by its Content-Type or its first letters.",
                 .presets = {},
                 .option = "--body"});
  all.push_back({.name = "requests",
                 .values = "a file: a JSON array, or an object a line",
                 .help = "Several kinds of requests, each a class with quantiles of its own: "
                         R"({"name": "read", "weight": 90, "path": "/k/{item}"}; also method, )"
                         "headers, body, ok, shed, expect.",
                 .presets = {},
                 .option = "--requests"});
  all.push_back({.name = "population",
                 .values = "1 to 1000000000",
                 .help = "How many items there are where no --items names a file: the numbers from "
                         "0 on (1000; 1 where no place wants an item).",
                 .presets = {}});
}

void add_answers(std::vector<SettingInfo>& all) {
  all.push_back({.name = "ok_status",
                 .values = "statuses: 200-299,404",
                 .help = "Answers with these are ok (200-299); what is neither ok nor shed failed.",
                 .presets = {}});
  all.push_back(
      {.name = "ok_body",
       .values = "a text",
       .help = "What the body of an answer has to hold to be ok; as it is, without places.",
       .presets = {},
       .option = "--expect"});
  all.push_back({.name = "most_body",
                 .values = "a size: 64MiB",
                 .help = "An answer with a larger body failed (64MiB).",
                 .presets = {}});
  all.push_back({.name = "shed_status",
                 .values = "statuses: 429,503",
                 .help = "Answers with these were refused under overload (429,503).",
                 .presets = {}});
}

void add_client(std::vector<SettingInfo>& all) {
  all.push_back({.name = "timeout",
                 .values = "1ms to 1h",
                 .help = "A request that has no whole answer after that failed (10s).",
                 .presets = {},
                 .option = "--timeout"});
  all.push_back({.name = "connections",
                 .values = "auto, or 1 to 10000",
                 .help =
                     "How many are open at once. auto: as many as there are requests under way, "
                     "up to 10000; a request that finds none free waits.",
                 .presets = {},
                 .option = "--connections"});
  all.push_back({.name = "keep_alive",
                 .values = "on or off",
                 .help = "off: a connection for each request (on).",
                 .presets = {}});
  all.push_back({.name = "threads",
                 .values = "1 to 64",
                 .help = "How many threads of this program send and receive (1).",
                 .presets = {}});
  all.push_back({.name = "tls_verify",
                 .values = "on or off",
                 .help = "Over https: must the server's certificate be a trusted one of its name "
                         "(on)?",
                 .presets = {}});
  all.push_back({.name = "tls_ca",
                 .values = "a PEM file",
                 .help = "Whose signatures are trusted (the system's).",
                 .presets = {}});
  all.push_back({.name = "server",
                 .values = "a command for the shell",
                 .help = "Starts the server, which has to stay in the foreground; it is waited for "
                         "until it answers, its memory and CPU are the target's, and it is ended.",
                 .presets = {},
                 .option = "--server"});
  all.push_back({.name = "server_ready",
                 .values = "100ms to 1h",
                 .help = "How long a server that was started may take to answer (30s).",
                 .presets = {}});
}

}  // namespace

std::vector<SettingInfo> http_settings() {
  std::vector<SettingInfo> all;
  add_requests(all);
  add_answers(all);
  add_client(all);
  return all;
}

SettingValues::SettingValues(const std::vector<Setting>& settings) {
  for (const auto& [name, value] : settings) own_.insert_or_assign(name, value);
  for (const SettingInfo& info : http_settings()) {
    const auto said = own_.find(info.name);
    if (said == own_.end()) continue;
    values_.emplace_back(info.name, std::move(said->second));
    own_.erase(said);
  }
}

Expected<void> SettingValues::check_own(const std::vector<std::string>& places) const {
  for (const auto& [name, value] : own_) {
    if (std::ranges::find(places, name) != places.end()) continue;
    const std::vector<SettingInfo> infos = http_settings();
    std::vector<std::string_view> known{places.begin(), places.end()};
    for (const SettingInfo& info : infos) known.push_back(info.name);
    const auto near = harness::nearest(name, known);
    if (near)
      return failure(fmt::format("there is no setting '{}'; did you mean {}?", name, *near));
    return failure(
        fmt::format("there is no setting '{0}', and no place {{{0}}} in the url, a path, a header, "
                    "a body or the "
                    "server's command",
                    name));
  }
  return {};
}

const std::string* SettingValues::find(std::string_view name) const {
  const auto found = std::ranges::find(values_, name, &Setting::first);
  return found == values_.end() ? nullptr : &found->second;
}

}  // namespace scenarios::http
