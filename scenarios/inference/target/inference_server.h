// The inference service in a process of its own.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/scenario/scenario.h"
#include "scenarios/http/client/started_server.h"
#include "scenarios/http/plan/message_source.h"

namespace scenarios::inference {

/// A service that is started from this very program, so that both are of one build, and is ended
/// with this.
class InferenceServer {
 public:
  static constexpr auto time_to_answer = std::chrono::seconds(30);
  static constexpr auto time_to_load = std::chrono::minutes(5);

  struct Order {
    std::string preset;
    std::vector<harness::scenario::Setting> settings;  // the server's own
    std::filesystem::path scratch;                     // an existing folder, for its output
    std::stop_token stop = {};
    std::function<void(const std::string& phase)> tell = {};
  };

  /// Waits until it answers and its model is loaded. An error, in a line: it ended, with its last
  /// words; it takes too long; its model can't be loaded, and why.
  static harness::Expected<std::unique_ptr<InferenceServer>> start(const Order& order);

  const std::string& url() const { return url_; }      // "http://127.0.0.1:40123"
  const std::string& model() const { return model_; }  // as requests name it
  pid_t pid() const { return process_->pid(); }
  bool has_ended() { return process_->has_ended(); }
  std::string how_it_ended() { return process_->how_it_ended(); }

 private:
  explicit InferenceServer(std::unique_ptr<http::StartedServer> process)
      : process_(std::move(process)) {}
  harness::Expected<void> wait_for_address(const Order& order);
  harness::Expected<void> wait_for_model(const Order& order);

  const std::unique_ptr<http::StartedServer> process_;
  std::string url_, model_;
  http::Endpoint endpoint_;
};

}  // namespace scenarios::inference
