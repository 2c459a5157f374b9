// Answers over HTTP.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/inference/server/completions.h"
#include "engine/inference/server/settings.h"
#include "engine/inference/server/traffic.h"
#include "engine/run/fault_plan.h"

namespace engine::inference::server {

/// Listens, and lets its few threads answer: POST and DELETE /v1/completions, GET /v1/models,
/// /health, /metrics.
class Server {
 public:
  /// `completions` and `faults`, which may be null, outlive this. Errors: invalid_option,
  /// unreadable (the address can't be had).
  static Expected<std::unique_ptr<Server>> start(const Settings& settings, Completions& completions,
                                                 const run::FaultPlan* faults);
  /// Stops at once.
  ~Server();

  std::uint16_t port() const;
  /// "http://127.0.0.1:8080".
  std::string url() const;
  const Traffic& traffic() const;

  /// Takes nothing new in; lets what is under way end, for no longer than `grace`; closes the
  /// connections, and ends the threads. Not for two threads at once.
  void stop(Duration grace);

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace engine::inference::server
