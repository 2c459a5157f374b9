// PDFs read by a child process that can be killed.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/child/child.h"
#include "engine/child/frame.h"
#include "engine/documents/pdf/document.h"
#include "engine/documents/pdf/program.h"
#include "engine/documents/pdf/reading.h"

namespace engine::documents::pdf {

/// Has one child process, started for the first document, which it replaces when it dies, and now
/// and then before. Not thread-safe: one per worker.
class Reader {
 public:
  using OnPage = std::function<void(std::uint32_t done, std::uint32_t all)>;

  explicit Reader(std::filesystem::path program = pdf_program()) : program_(std::move(program)) {}

  /// Every page is extracted, empty or failed with its reason; at least one is extracted. A limit
  /// or the deadline fails the pages that it leaves unread (too_large, out_of_memory, out_of_cpu,
  /// timed_out); the others are kept. So they are when the child dies: another goes on, and the
  /// page that two have died of fails (crashed, out_of_memory); five, where somebody kills them.
  /// Errors, where no page has text: what failed its first page or the whole of it (malformed,
  /// encrypted, those above); empty; unsupported_format, where there is no such program.
  /// `on_page` is told how many pages are done, and of how many, after each; it may be null.
  Expected<Document> read(std::string_view bytes, const Limits& limits,
                          child::Deadline deadline = std::nullopt, const OnPage& on_page = nullptr);

 private:
  /// How a child was lost.
  struct Loss {
    Error error;
    std::chrono::nanoseconds cpu{};  // that it had used in all
    bool was_killed = false;         // by somebody else, and not by what it was doing
  };

  Expected<void> be_ready(child::Deadline deadline);
  Expected<void> start_child();
  std::optional<Loss> greet(child::Deadline deadline);
  std::optional<Loss> exchange(const Request& request, std::string_view bytes, Reading& reading,
                               child::Deadline deadline, const OnPage& on_page);
  Loss lose_child(child::Broken why);
  Loss lose_child(std::string_view why);

  std::filesystem::path program_;
  std::optional<child::Child> child_;
  bool greeted_ = false;
  unsigned documents_ = 0;  // that the child has been given
};

}  // namespace engine::documents::pdf
