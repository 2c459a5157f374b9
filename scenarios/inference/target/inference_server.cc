#include "scenarios/inference/target/inference_server.h"

#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "harness/result/printable.h"
#include "scenarios/http/plan/url.h"
#include "scenarios/scraped/get.h"
#include "scenarios/words/shell_words.h"

namespace scenarios::inference {
namespace {

using harness::Expected;
using harness::failure;
using std::chrono::steady_clock;
using Json = nlohmann::json;

constexpr auto between_looks = std::chrono::milliseconds(5);
constexpr std::string_view before_address = " answers at ";

/// This program, even where its file was replaced meanwhile.
std::string command_for(const InferenceServer::Order& order) {
  std::vector<std::string> words{fmt::format("/proc/{}/exe", ::getpid()), "serve", "inference",
                                 "--port", "0"};
  if (!order.preset.empty()) words.insert(words.end(), {"--engine", order.preset});
  for (const auto& [name, value] : order.settings) {
    words.insert(words.end(), {"--set", fmt::format("{}={}", name, value)});
  }
  return "exec " + join_words(words);
}

/// What the server said on its way, in which its address is.
std::string address_in(std::string_view said) {
  const std::size_t at = said.find(before_address);
  if (at == said.npos) return {};
  said.remove_prefix(at + before_address.size());
  const std::size_t end = said.find('\n');
  return end == said.npos ? std::string() : std::string(said.substr(0, end));
}

std::string text_at(const Json& json, const char* name) {
  const auto found = json.is_object() ? json.find(name) : json.end();
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The server's own model, out of all that it lists; null where the text is no list.
Json first_model(const std::string& listed) {
  const Json json = Json::parse(listed, nullptr, false);
  const auto data = json.is_object() ? json.find("data") : json.end();
  const bool has_one = data != json.end() && data->is_array() && !data->empty();
  return has_one ? data->front() : Json();
}

}  // namespace

Expected<std::unique_ptr<InferenceServer>> InferenceServer::start(const Order& order) {
  if (order.tell) order.tell("starting the service");
  auto process = http::StartedServer::start(command_for(order), order.scratch);
  if (!process) return tl::unexpected(process.error());
  auto server = std::unique_ptr<InferenceServer>(new InferenceServer(std::move(*process)));
  if (auto answers = server->wait_for_address(order); !answers) {
    return tl::unexpected(answers.error());
  }
  if (order.tell) order.tell("loading the model");
  if (auto loaded = server->wait_for_model(order); !loaded) return tl::unexpected(loaded.error());
  return server;
}

Expected<void> InferenceServer::wait_for_address(const Order& order) {
  const auto end = steady_clock::now() + time_to_answer;
  while (url_.empty()) {
    url_ = address_in(process_->output());
    if (!url_.empty()) break;
    if (process_->has_ended()) return failure("the inference service " + how_it_ended());
    if (order.stop.stop_requested()) return failure("stopped");
    if (steady_clock::now() >= end) return failure("the inference service does not answer");
    std::this_thread::sleep_for(between_looks);
  }
  const auto url = http::read_url(url_, {}, {});
  if (!url) return failure("the inference service answers at " + harness::result::printable(url_));
  endpoint_ = url->endpoint;
  return {};
}

Expected<void> InferenceServer::wait_for_model(const Order& order) {
  const auto end = steady_clock::now() + time_to_load;
  while (steady_clock::now() < end && !order.stop.stop_requested()) {
    const auto listed = scraped::get(endpoint_, "/v1/models", time_to_answer, order.stop);
    // One whose model can't be loaded says why, and ends.
    if (process_->has_ended()) return failure("the inference service " + how_it_ended());
    if (!listed) return failure("the inference service: " + listed.error().message);
    const Json first = first_model(*listed);
    if (text_at(first, "state") == "loaded") {
      model_ = text_at(first, "id");
      return {};
    }
    std::this_thread::sleep_for(between_looks);
  }
  return failure(order.stop.stop_requested() ? "stopped" : "the model is not loaded in time");
}

}  // namespace scenarios::inference
