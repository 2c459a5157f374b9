#include "scenarios/inference/target/server_counters.h"

namespace scenarios::inference {
namespace {

using harness::CounterInfo;
using harness::CounterKind;
using scraped::ScrapedCounter;

ScrapedCounter total(const char* name, const char* unit, const char* help, const char* metric) {
  return {.info = {.name = name, .unit = unit, .kind = CounterKind::total, .help = help},
          .from = std::string("prony_inference_") + metric};
}

ScrapedCounter level(const char* name, const char* unit, const char* help, const char* metric) {
  return {.info = {.name = name, .unit = unit, .kind = CounterKind::level, .help = help},
          .from = std::string("prony_inference_") + metric};
}

constexpr const char* prefill_counter = "prefill_time";
constexpr const char* decode_counter = "decode_time";

}  // namespace

std::vector<ScrapedCounter> server_counters() {
  return {
      total(steps_counter, "steps", "of the model, each for all requests that have a place",
            "batch_size_count"),
      total(step_requests_counter, "requests",
            "in steps, added up: divided by steps, how many go through the model together",
            "batch_size_sum"),
      total(prefill_counter, "s", "in the model, for tokens of prompts", "prefill_seconds_total"),
      total(decode_counter, "s", "in the model, for tokens of answers", "decode_seconds_total"),
      total("model_prompt_tokens", "tokens", "of prompts that the model read",
            "prompt_tokens_total"),
      total("model_answer_tokens", "tokens", "of answers that the model made",
            "answer_tokens_total"),
      level(queue_counter, "requests", "that wait for a place at the model", "queue"),
      level("requests_open", "requests", "that have a place at the model", "open"),
      total("requests_cancelled", "requests", "whose client went before their end",
            R"(requests_total{outcome="cancelled"})"),
      total("requests_shed", "requests", "refused, as the queue was full",
            R"(requests_total{outcome="shed"})"),
      total(cache_hits_counter, "requests", "answered from the cache", "cache_hits_total"),
      total(cache_misses_counter, "requests", "looked for in the cache in vain",
            "cache_misses_total"),
      level("cache_bytes", "bytes", "of cached answers", "cache_bytes"),
      total(loads_counter, "loads", "of models", "model_loads_total"),
      total(load_time_counter, "s", "that loads of models took", "model_load_seconds_total"),
      total("connections_turned_away", "connections", "beyond http.connections",
            "connections_turned_away_total"),
  };
}

CounterInfo prefill_share() {
  return {.name = "prefill_share",
          .unit = {},
          .kind = CounterKind::ratio,
          .help = "of the time in the model, for tokens of prompts",
          .part = prefill_counter,
          .whole = {prefill_counter, decode_counter}};
}

}  // namespace scenarios::inference
