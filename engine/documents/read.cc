#include "engine/documents/read.h"

namespace engine::documents {

Expected<void> read_whole(const File& file, std::string& bytes) {
  bytes.resize(file.stamp().size);
  return file.read(0, bytes.data(), bytes.size()).map([&](std::size_t filled) {
    bytes.resize(filled);
  });
}

}  // namespace engine::documents
