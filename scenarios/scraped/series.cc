#include "scenarios/scraped/series.h"

#include <algorithm>
#include <charconv>

namespace scenarios::scraped {
namespace {

constexpr std::string_view blanks = " \t";

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == ':' || c == '.';
}

/// Takes a line apart from its start.
class SeriesReading {
 public:
  explicit SeriesReading(std::string_view text) : rest_(text) {}

  std::optional<Series> read_name_and_labels() {
    Series series;
    series.name = take_name();
    skip_blanks();
    if (take('{')) {
      while (skip_blanks(), !take('}')) {
        std::string label = take_name();
        skip_blanks();
        if (label.empty() || !take('=')) return std::nullopt;
        skip_blanks();
        auto value = take_quoted();
        if (!value) return std::nullopt;
        series.labels.emplace_back(std::move(label), std::move(*value));
        skip_blanks();
        if (!take(',') && !rest_.starts_with('}')) return std::nullopt;
      }
    }
    if (series.name.empty()) return std::nullopt;
    skip_blanks();
    return series;
  }

  std::string_view rest() const { return rest_; }

 private:
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
  }
  std::string take_name() {
    const auto end = std::ranges::find_if_not(rest_, is_name_letter);
    std::string name(rest_.begin(), end);
    rest_.remove_prefix(name.size());
    return name;
  }
  std::optional<std::string> take_quoted() {
    if (!take('"')) return std::nullopt;
    std::string text;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') return text;
      if (c != '\\' || rest_.empty()) {
        text += c;
        continue;
      }
      text += rest_.front() == 'n' ? '\n' : rest_.front();
      rest_.remove_prefix(1);
    }
    return std::nullopt;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<Series> read_series(std::string_view line) {
  SeriesReading reading(line);
  auto series = reading.read_name_and_labels();
  if (!series) return std::nullopt;
  std::string_view number = reading.rest().substr(0, reading.rest().find_first_of(blanks));
  if (number.starts_with('+')) number.remove_prefix(1);
  const char* const end = number.data() + number.size();
  const auto [stopped, error] = std::from_chars(number.data(), end, series->value);
  if (error == std::errc::invalid_argument || stopped != end || number.empty()) {
    return std::nullopt;
  }
  return series;
}

std::optional<Series> read_selector(std::string_view text) {
  SeriesReading reading(text);
  auto series = reading.read_name_and_labels();
  return series && reading.rest().empty() ? series : std::nullopt;
}

bool selects(const Series& wanted, const Series& series) {
  return wanted.name == series.name &&
         std::ranges::all_of(wanted.labels, [&](const Series::Label& label) {
           return std::ranges::find(series.labels, label) != series.labels.end();
         });
}

}  // namespace scenarios::scraped
