// A request over HTTP/1.1, from the bytes in which it comes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/inference/server/settings.h"

namespace engine::inference::server {

enum class Method : std::uint8_t { get, post, del, other };

struct HttpRequest {
  Method method = Method::other;
  std::string target;
  std::string id;  // x-request-id; empty: none
  std::string body;
  bool is_1_0 = false;
  bool keep_alive = true;
};

/// Reads one request. Bounded by the settings' most_header and most_body.
class RequestReader {
 public:
  explicit RequestReader(const Settings& settings);
  ~RequestReader();
  RequestReader(RequestReader&&) noexcept;
  RequestReader& operator=(RequestReader&&) noexcept;

  /// to_continue: the client waits to be told that it may send the body; said once.
  enum class Progress : std::uint8_t { needs_more, to_continue, whole, refused };

  /// Takes what it can from the front of `bytes`; what it leaves is to be given again, with what
  /// comes behind it.
  Progress take(std::string_view& bytes);

  /// Precondition: whole.
  HttpRequest release();

  /// The status that is the answer to it, and why. Precondition: refused.
  unsigned status() const { return status_; }
  const std::string& complaint() const { return complaint_; }

 private:
  Progress refuse(unsigned status, std::string complaint);

  struct Parser;
  std::unique_ptr<Parser> parser_;
  std::size_t most_line_ = 0;
  bool has_continued_ = false;
  unsigned status_ = 400;
  std::string complaint_;
};

}  // namespace engine::inference::server
