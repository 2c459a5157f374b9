// Text from outside, made fit to stand in a message.
#pragma once

#include <string>
#include <string_view>

namespace harness::result {

/// `text` with its control characters shown as '?', so that neither a garbled file nor a hostile
/// one can garble a terminal.
std::string printable(std::string_view text);

/// `text` between single quotes, printable, and at most 40 bytes of it.
std::string in_quotes(std::string_view text);

}  // namespace harness::result
