// One request, and what is sent for it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/inference/schedule/stages.h"
#include "engine/inference/server/completions.h"
#include "engine/inference/server/http_text.h"
#include "engine/inference/server/request_reader.h"
#include "engine/inference/server/traffic.h"
#include "engine/inference/server/words.h"

namespace engine::inference::server {

/// What all connections of a server have in common.
struct Shared {
  const Settings& settings;
  Completions& completions;
  Traffic& traffic;
  const run::FaultPlan* faults;  // null: none
  std::atomic<std::uint64_t> last_number{0};
  std::atomic<bool> draining{false};  // connections end with the request that they carry
};

/// Bytes to be sent, and where each write ends.
struct Outgoing {
  std::string bytes;
  std::vector<std::size_t> ends;

  void clear() {
    bytes.clear();
    ends.clear();
  }
  void end_write() { ends.push_back(bytes.size()); }
};

/// Answers a request: says what is to be sent as far as it is known. One thread at a time.
class Exchange {
 public:
  /// `shared` outlives this.
  Exchange(Shared& shared, std::weak_ptr<Postman> postman, HttpRequest request);
  /// Gives up what is still being made for it.
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  /// waits: the postman tells when there is more. more: ask again, once it is sent. open, closed:
  /// that was all, and the connection may carry another or is to be closed. broken: it is to be
  /// closed at once.
  enum class Next : std::uint8_t { waits, more, open, closed, broken };
  Next write(Outgoing& out);

 private:
  void route();
  void complete();
  void forget();
  void answer(unsigned status, std::string_view body, std::string_view type = "application/json");
  void refuse(const Refusal& refusal, std::string_view message);
  void refuse(const Error& error);
  Head head(unsigned status, std::string_view type) const;
  std::uint64_t number() const;
  Next after() const { return closes_ ? Next::closed : Next::open; }
  Next write_ready(Outgoing& out);
  Next write_whole(Outgoing& out);
  Next write_events(Outgoing& out);
  void write_end(Outgoing& out);
  void append(Outgoing& out, std::string_view event) const;

  Shared& shared_;
  const std::weak_ptr<Postman> postman_;
  HttpRequest request_;
  const std::uint64_t number_;
  bool closes_;
  std::string ready_;  // an answer that is known at once

  std::shared_ptr<Inbox> inbox_;
  std::optional<AnswerWriter> writer_;
  std::optional<std::size_t> breaks_after_;  // tokens, by the fault plan
  std::size_t written_ = 0;                  // tokens
  bool streams_ = false, include_usage_ = false, has_head_ = false;
  Inbox::News news_;
};

}  // namespace engine::inference::server
