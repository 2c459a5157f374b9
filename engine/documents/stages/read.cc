#include "engine/documents/stages/read.h"

namespace engine::documents::stages {

Expected<void> read_whole(const items::File& file, std::string& bytes) {
  bytes.resize(file.stamp().size);
  return file.read(0, bytes.data(), bytes.size()).map([&](std::size_t filled) {
    bytes.resize(filled);
  });
}

}  // namespace engine::documents::stages
