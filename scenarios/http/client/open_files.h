// How many files this process may have open.
#pragma once

#include <cstddef>

namespace scenarios::http {

/// Raises the soft limit to the hard one. Returns how many more sockets there may be beside a
/// reserve for everything else.
std::size_t room_for_sockets();

}  // namespace scenarios::http
