// The inference service: models, caches and the server, from one set of options.
#pragma once

#include <memory>
#include <string>

#include "engine/inference/options/options.h"
#include "engine/inference/server/traffic.h"

namespace engine::inference {

/// Answers over HTTP until it is stopped.
class Service {
 public:
  /// How models are made; open_model, but for tests.
  using OpenModel = std::function<Expected<std::shared_ptr<const Model>>(
      const ModelOptions&, const LoadProgress&, const std::stop_token&)>;

  /// Listens, and begins to load the first model: with models.loading=sync this waits for it.
  /// Errors: invalid_option, unreadable (the address can't be had); with models.loading=sync,
  /// whatever loading says.
  static Expected<std::unique_ptr<Service>> start(const options::Options& options,
                                                  OpenModel open = open_model);
  /// Stops at once.
  ~Service();

  /// "http://127.0.0.1:8080".
  std::string url() const;
  std::uint16_t port() const;
  /// The first is the server's own.
  std::vector<models::Models::Look> models() const;
  const server::Traffic& traffic() const;

  /// Lets what is under way end, for no longer than `grace`. Not for two threads at once.
  void stop(Duration grace);

 private:
  struct Parts;
  explicit Service(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace engine::inference
