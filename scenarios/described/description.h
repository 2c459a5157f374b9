// What a file says of a subject.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/scenario/subject.h"
#include "scenarios/described/node.h"
#include "scenarios/scraped/counter_source.h"

namespace scenarios::described {

/// A setting of the user's own, which fills places of templates.
struct OwnSetting {
  harness::scenario::SettingInfo info;
  std::string value;  // unless somebody says another
};

/// A subject's file, read:
///
///   name = "search"                      # these three may be missing
///   description = "Our search server."
///   item = "query"                       # and items = "queries": its words for what is asked for
///   kind = "http"                        # or another subject, whose settings follow by name
///   url = "http://127.0.0.1:8080/search?q={item}&limit={k}"
///   header = ["Accept: application/json", "Authorization: Bearer ${TOKEN}"]
///   requests = [{name = "read", weight = 90, path = "/k/{item}"}, ...]
///   items_file = "terms.csv"             # asked for where no --items names another
///   objectives = ["p99<=50ms"]           # of steady, peak, soak, capacity
///   [settings.k]                         # one of its own: run with --set k=20, sweep with --over
///   default = 10
///   values = "1 to 100"
///   help = "How many results a query wants."
///   [counters]
///   url = "http://127.0.0.1:8080/metrics"
///   http_requests_total = "total"        # or "level"; or in more words:
///   heap = {kind = "level", unit = "bytes", from = "go_heap{area=\"used\"}", help = "..."}
///
/// Files are named as seen from the folder that the file stands in.
struct Description {
  std::string name, description, item, items, kind;
  std::filesystem::path items_file;
  std::vector<harness::scenario::Setting> settings;  // of its kind
  std::vector<OwnSetting> own;
  std::vector<std::string> objectives;
  std::optional<scraped::CounterPlan> counters;
};

/// The kinds there are are `bases`, by name. An error begins with the file's name and the line: a
/// key that there is not, with the nearest that there is; a key of the load, which stays with the
/// command line; a value of another sort.
harness::Expected<Description> read_description(
    const Node& root, const std::filesystem::path& file,
    const std::vector<const harness::scenario::Subject*>& bases);

}  // namespace scenarios::described
