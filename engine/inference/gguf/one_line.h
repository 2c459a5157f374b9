// What a file says, as a person may be told it.
#pragma once

#include <string>
#include <string_view>

namespace engine::inference::gguf {

/// At most 200 characters, all printable ASCII: any other byte is a question mark.
std::string one_line(std::string_view text);

}  // namespace engine::inference::gguf
