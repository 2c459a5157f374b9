#include "engine/inference/gguf/one_line.h"

#include <algorithm>

namespace engine::inference::gguf {

std::string one_line(std::string_view text) {
  std::string line(text.substr(0, 200));
  std::replace_if(
      line.begin(), line.end(), [](char one) { return one < ' ' || one > '~'; }, '?');
  return line;
}

}  // namespace engine::inference::gguf
