// The readers' connections.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/documents/store/reader.h"
#include "engine/expected.h"

namespace engine::documents::store {

/// A few readers, opened when first needed; who finds all of them busy waits. Thread-safe.
class Readers {
 public:
  explicit Readers(std::filesystem::path file) : file_(std::move(file)) {}

  /// What `ask(Reader&)`, an Expected, says of a reader that is nobody else's meanwhile.
  template <class Ask>
  auto with(Ask ask) -> decltype(ask(std::declval<Reader&>())) {
    auto reader = take();
    if (!reader) return tl::unexpected(reader.error());
    auto answer = ask(**reader);
    give_back(*std::move(reader));
    return answer;
  }

 private:
  Expected<std::unique_ptr<Reader>> take();
  void give_back(std::unique_ptr<Reader> reader);

  const std::filesystem::path file_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<Reader>> idle_;
  std::size_t opened_ = 0;
};

}  // namespace engine::documents::store
