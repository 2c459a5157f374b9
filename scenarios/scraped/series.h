// A line of Prometheus's text format.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scenarios::scraped {

struct Series {
  using Label = std::pair<std::string, std::string>;

  std::string name = {};
  std::vector<Label> labels = {};
  double value = 0;
};

/// `http_requests_total{code="200"} 1027 1395066363000`; the time at the end may be missing.
/// Nothing where the line is none.
std::optional<Series> read_series(std::string_view line);

/// The part before the value alone.
std::optional<Series> read_selector(std::string_view text);

/// Is it of that name, with all of the labels that are wanted?
bool selects(const Series& wanted, const Series& series);

}  // namespace scenarios::scraped
