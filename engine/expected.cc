#include "engine/expected.h"

namespace engine {

std::string_view to_string(Reason reason) {
  switch (reason) {
    case Reason::unreadable:
      return "unreadable";
    case Reason::too_large:
      return "too large";
    case Reason::empty:
      return "empty";
    case Reason::unsupported_format:
      return "unsupported format";
    case Reason::binary:
      return "binary";
    case Reason::invalid_utf8:
      return "invalid UTF-8";
    case Reason::too_deep:
      return "nested too deeply";
    case Reason::malformed:
      return "malformed";
    case Reason::encrypted:
      return "encrypted";
    case Reason::crashed:
      return "crashed";
    case Reason::store_failed:
      return "store failed";
    case Reason::overloaded:
      return "overloaded";
    case Reason::stopped:
      return "stopped";
    case Reason::cancelled:
      return "cancelled";
    case Reason::timed_out:
      return "timed out";
    case Reason::out_of_memory:
      return "out of memory";
    case Reason::out_of_cpu:
      return "out of CPU time";
    case Reason::quarantined:
      return "quarantined";
    case Reason::injected:
      return "injected fault";
    case Reason::invalid_option:
      return "invalid option";
    case Reason::internal:
      return "internal error";
  }
  return "internal error";
}

std::optional<Reason> find_reason(std::string_view words) {
  for (int i = 0; i <= static_cast<int>(Reason::internal); ++i) {
    if (to_string(static_cast<Reason>(i)) == words) return static_cast<Reason>(i);
  }
  return std::nullopt;
}

}  // namespace engine
