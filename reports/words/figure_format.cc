#include "reports/words/figure_format.h"

#include <cmath>

namespace reports::words {

using harness::Scale;
using harness::result::Figure;

namespace {

bool is_number(const Figure& value) {
  return value && std::isfinite(*value);
}

}  // namespace

std::string plain(Figure value) {
  return is_number(value) ? harness::digits(*value) : not_measured;
}

std::string count(Figure value) {
  return is_number(value) ? harness::count_text(*value) : not_measured;
}

std::string rate(Figure per_s) {
  return is_number(per_s) ? count(per_s) + "/s" : not_measured;
}

std::string milliseconds(Figure ms) {
  if (!is_number(ms)) return not_measured;
  if (*ms == 0) return "0 ms";
  const Scale unit = harness::milliseconds_scale(*ms);
  return harness::digits(*ms / unit.size) + unit.name;
}

std::string seconds(Figure s) {
  if (!is_number(s)) return not_measured;
  return *s == 0 ? "0 s" : milliseconds(*s * 1e3);
}

std::string mebibytes(Figure mib) {
  if (!is_number(mib)) return not_measured;
  if (*mib == 0) return "0 MiB";
  const Scale unit = harness::kibibytes_scale(*mib * 1024);
  return harness::digits(*mib * 1024 / unit.size) + unit.name;
}

std::string percent(Figure ratio) {
  return is_number(ratio) ? harness::percent_text(*ratio) : not_measured;
}

std::string cores(Figure cpu_cores) {
  if (!is_number(cpu_cores)) return not_measured;
  const std::string number = harness::digits(*cpu_cores);
  return number + (number == "1" ? " core" : " cores");
}

std::string times(Figure factor) {
  return is_number(factor) ? harness::digits(*factor) + "x" : not_measured;
}

}  // namespace reports::words
