#include "harness/gate/kind.h"

namespace harness::gate {

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::regressed:
      return "regressed";
    case Kind::improved:
      return "improved";
    case Kind::same:
      return "same";
    case Kind::no_worse:
      return "no worse";
    case Kind::inconclusive:
      return "inconclusive";
    case Kind::invalid:
      break;
  }
  return "invalid";
}

}  // namespace harness::gate
