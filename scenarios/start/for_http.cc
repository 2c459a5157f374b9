#include <fmt/format.h>

#include "scenarios/start/kinds.h"

namespace scenarios::start {
namespace {

constexpr std::string_view http_text =
    R"toml(# A server over HTTP as a subject of Prony. What is asked stands here and can be committed;
# how much, how long and which scenario are said on the command line:
#   ./prony run steady --on {file} --rate 100/s
#   ./prony run burst --on {file}
#   ./prony run capacity --on {file}
#   ./prony run sweep --on {file} --over limit=10,100
name = "{name}"
description = "What {name} is, in a line."
item = "query"  # your word for what a request asks for
items = "queries"
kind = "http"

# {{item}} is the request's item, {{id}} its number, {{limit}} a setting of your own, below.
url = "http://127.0.0.1:8080/search?q={{item}}&limit={{limit}}"

# What is asked for: a line an item, or rows of a .csv or .jsonl, whose fields are places, too.
# Without it, items are the numbers from 0 on.
# items_file = "queries.txt"

# A secret comes from the environment when a request is sent, and stands in no file:
# header = ["Accept: application/json", "Authorization: Bearer ${{TOKEN}}"]

# Which answers are right, and which say that the server refuses for it has too much to do.
ok_status = "200-299"
shed_status = "429,503"
# ok_body = "results"  # what an answer has to hold
timeout = "10s"

# Prony starts and ends the server, and its memory and CPU are measured. Without this, say
# --with-pid PID, or they are not known.
# server = "./my_server --port 8080"

# Several kinds of requests, each with quantiles of its own, in place of one:
# requests = [
#   {{name = "read", weight = 90, path = "/k/{{item}}"}},
#   {{name = "write", weight = 10, method = "POST", path = "/k/{{item}}", body = "value {{id}}"}},
# ]

# Limits that steady, peak, soak and capacity hold it to.
objectives = ["p99<=50ms", "errors<=0.1%"]

# Settings of your own: --set limit=20, or a line of a sweep.
[settings.limit]
default = 10
values = "1 to 1000"
help = "How many results a query wants."

# What the server counts of itself, for Prometheus or as JSON:
# [counters]
# url = "http://127.0.0.1:8080/metrics"
# http_requests_total = "total"
)toml";

}  // namespace

StartingPoint for_http(std::string_view name) {
  const std::string stem(name.empty() ? "my_server" : name);
  const std::string file = stem + ".toml";
  return {.files = {{file, fmt::format(http_text, fmt::arg("name", stem), fmt::arg("file", file))}},
          .next = fmt::format("./prony run steady --on {} --rate 100/s --quick", file)};
}

}  // namespace scenarios::start
