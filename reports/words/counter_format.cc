#include "reports/words/counter_format.h"

namespace reports::words {

using harness::result::Figure;

std::string counter_value(const harness::CounterInfo& counter, Figure value) {
  if (!value) return not_measured;
  if (counter.kind == harness::CounterKind::ratio) return percent(value);
  if (counter.unit == "bytes") return mebibytes(*value / 0x1p20);
  return counter.unit == "s" ? seconds(value) : count(value);
}

std::string counter_rate(const harness::CounterInfo& counter, Figure per_s) {
  return per_s ? counter_value(counter, per_s) + "/s" : not_measured;
}

}  // namespace reports::words
