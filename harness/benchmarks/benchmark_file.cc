#include "harness/benchmarks/benchmark_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/benchmarks/bare_numbers.h"
#include "harness/benchmarks/benchmark_row.h"
#include "harness/result/printable.h"
#include "harness/result/whole_file.h"

namespace harness::benchmarks {
namespace {

constexpr std::uint64_t largest_file = std::uint64_t{256} << 20;
constexpr std::size_t most_names = 10'000;  // of one benchmark
constexpr int deepest = 16;
constexpr int of_benchmark = 2;  // its depth: within a list within an object

/// Ends the parsing: the complaint says why.
struct Enough {};

/// Characters, and in which line they stand.
struct Reader {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at;
  std::size_t* line;

  const char& operator*() const { return *at; }
  Reader& operator++() {
    *line += *at == '\n' ? 1 : 0;
    ++at;
    return *this;
  }
  bool operator==(const Reader& other) const { return at == other.at; }
};

/// Takes a file's benchmarks out of it one by one as they are parsed.
class Taking {
 public:
  Taking(std::string_view text, Timed timed) : text_(text), timed_(timed) {}

  /// An error's message, which names no file.
  Expected<BenchmarkFile> take() {
    try {
      const Json rest =
          Json::parse(Reader{text_.data(), &line_}, Reader{text_.data() + text_.size(), &line_},
                      [this](int depth, Json::parse_event_t event, Json& parsed) {
                        return keep(depth, event, parsed);
                      });
      if (auto sound = check(rest); !sound) return tl::unexpected(sound.error());
      name_those_without_repetitions();
      read_context(rest);
    } catch (const Enough&) {
      return failure(fmt::format("line {}: {}", row_line_, *complaint_));
    } catch (const Json::parse_error&) {
      return failure(fmt::format(
          "line {}: not JSON, so it was cut short, or is not what Google Benchmark writes", line_));
    } catch (const Json::exception&) {
      return failure(fmt::format("line {}: a number that is too large for a double", line_));
    }
    return std::move(file_);
  }

 private:
  bool keep(int depth, Json::parse_event_t event, Json& parsed) {
    using Event = Json::parse_event_t;
    if (depth > deepest) complain("deeper than any benchmark's result");
    if (event == Event::key) {
      if (depth == 1) within_ = parsed == "benchmarks";
      if (++names_ > most_names) complain(fmt::format("more than {} names", most_names));
    }
    if (event == Event::object_start && depth <= of_benchmark) {
      row_line_ = line_;
      names_ = 0;
    }
    if (!within_ || depth != of_benchmark || event != Event::object_end) return true;
    add(parsed);
    return false;  // not to be kept: all of it was taken
  }

  void add(const Json& row) {
    Fields fields(row, fmt::format("benchmarks[{}]", rows_++), complaint_);
    BenchmarkRow one;
    read(fields, timed_, one);
    if (complaint_) throw Enough();
    if (one.is_aggregate) {
      aggregated_.insert(std::move(one.name));
    } else if (one.untimed) {
      file_.untimed.push_back({std::move(one.name), std::move(one.message), one.failed});
    } else {
      file_.times_ns[std::move(one.name)].push_back(one.time_ns);
    }
  }

  Expected<void> check(const Json& rest) const {
    const auto list = rest.is_object() ? rest.find("benchmarks") : rest.end();
    if (!rest.is_object() || list == rest.end() || !list->is_array()) {
      return failure("not what Google Benchmark writes: it has no list of benchmarks");
    }
    if (!list->empty()) return failure("one of its benchmarks is not an object");
    if (file_.times_ns.empty() && !aggregated_.empty()) {
      return failure(
          "only means and medians, which tell nothing of single repetitions; "
          "make it again without --benchmark_report_aggregates_only");
    }
    return {};
  }

  void name_those_without_repetitions() {
    for (const std::string& name : aggregated_) {
      const auto is_it = [&](const Untimed& one) { return one.name == name; };
      if (file_.times_ns.contains(name) || std::ranges::any_of(file_.untimed, is_it)) continue;
      file_.untimed.push_back({name, "only means and medians, no repetitions"});
    }
  }

  void read_context(const Json& rest) {
    const auto context = rest.find("context");
    if (context == rest.end() || !context->is_object()) return;
    for (const auto& [name, value] : context->items()) {
      if (value.is_string()) {
        file_.context.emplace_back(name, value.get<std::string>());
      } else if (value.is_number() || value.is_boolean()) {
        file_.context.emplace_back(name, value.dump());
      }
    }
  }

  [[noreturn]] void complain(std::string what) {
    complaint_ = std::move(what);
    throw Enough();
  }

  std::string_view text_;
  Timed timed_;
  std::size_t line_ = 1, row_line_ = 1, names_ = 0, rows_ = 0;
  std::set<std::string> aggregated_;
  bool within_ = false;
  std::optional<std::string> complaint_;
  BenchmarkFile file_;
};

}  // namespace

std::vector<std::string> BenchmarkFile::untimed_names() const {
  std::vector<std::string> names;
  for (const Untimed& one : untimed) {
    names.push_back(one.message.empty() ? one.name : fmt::format("{} ({})", one.name, one.message));
  }
  return names;
}

Expected<BenchmarkFile> read_benchmarks(std::string_view text, std::string_view file, Timed timed) {
  const std::string sound = without_bare_numbers(text);
  auto taken = Taking(sound, timed).take();
  if (taken) return taken;
  return failure(fmt::format("{}: {}", file, result::printable(taken.error().message)));
}

Expected<BenchmarkFile> read_benchmark_file(const std::filesystem::path& file, Timed timed) {
  const auto text = result::read_whole_file(file, largest_file);
  if (!text) return tl::unexpected(text.error());
  return read_benchmarks(*text, file.string(), timed);
}

}  // namespace harness::benchmarks
