#include "harness/gate/verdict.h"

namespace harness::gate {

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed:
      return "passed";
    case Outcome::failed:
      return "failed";
    case Outcome::inconclusive:
      return "inconclusive";
    case Outcome::invalid:
      break;
  }
  return "invalid";
}

int exit_code(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed:
      return 0;
    case Outcome::failed:
      return 1;
    case Outcome::inconclusive:
      return 3;
    case Outcome::invalid:
      break;
  }
  return 4;
}

std::string_view to_string(Confirmation confirmation) {
  switch (confirmation) {
    case Confirmation::awaited:
      return "awaited";
    case Confirmation::confirmed:
      return "confirmed";
    case Confirmation::without_relinking:
      return "confirmed without relinking";
    case Confirmation::not_confirmed:
      return "not confirmed";
    case Confirmation::not_needed:
      break;
  }
  return "not needed";
}

}  // namespace harness::gate
