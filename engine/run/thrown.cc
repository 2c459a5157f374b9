#include "engine/run/thrown.h"

#include <exception>
#include <new>

namespace engine::run {

Error thrown_error() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {Reason::out_of_memory, "no memory left", true};
  } catch (const std::exception& thrown) {
    return {Reason::internal, thrown.what(), true};
  } catch (...) {
    return {Reason::internal, "something that is no exception was thrown", true};
  }
}

}  // namespace engine::run
