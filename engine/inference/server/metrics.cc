#include "engine/inference/server/metrics.h"

#include <fmt/format.h>

#include <iterator>

namespace engine::inference::server {
namespace {

using schedule::Tally;
using schedule::Way;

/// Prometheus's text format, version 0.0.4.
class MetricsText {
 public:
  /// What follows is of that name: its type, and what it is.
  void name(std::string_view name, std::string_view type, std::string_view help) {
    name_ = fmt::format("prony_inference_{}", name);
    fmt::format_to(end(), "# HELP {0} {2}\n# TYPE {0} {1}\n", name_, type, help);
  }
  template <class Number>
  void value(Number number, std::string_view labels = {}, std::string_view suffix = {}) {
    fmt::format_to(end(), "{}{}{} {}\n", name_, suffix, labels, number);
  }
  template <class Number>
  void total(std::string_view what, std::string_view help, Number number) {
    name(what, "counter", help);
    value(number);
  }
  template <class Number>
  void level(std::string_view what, std::string_view help, Number number) {
    name(what, "gauge", help);
    value(number);
  }
  void durations(std::string_view what, std::string_view help,
                 const telemetry::Durations& durations) {
    name(what, "histogram", help);
    const auto counts = durations.counts();
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < telemetry::Durations::bounds; ++i) {
      below += counts.buckets[i];
      const double bound = static_cast<double>(telemetry::Durations::bound_us(i)) * 1e-6;
      value(below, fmt::format("{{le=\"{:g}\"}}", bound), "_bucket");
    }
    value(counts.count, "{le=\"+Inf\"}", "_bucket");
    value(static_cast<double>(counts.sum_ns) * 1e-9, {}, "_sum");
    value(counts.count, {}, "_count");
  }

  std::string take() { return std::move(text_); }

 private:
  std::back_insert_iterator<std::string> end() { return std::back_inserter(text_); }

  std::string text_, name_;
};

double seconds(const Tally::Count& ns) {
  return static_cast<double>(ns.load(std::memory_order_relaxed)) * 1e-9;
}

void append_requests(MetricsText& text, const Tally& tally) {
  const auto ended = [&](Way way) { return tally.ended[static_cast<std::size_t>(way)].load(); };
  text.name("requests_total", "counter", "Requests by their end, but for cached ones.");
  text.value(ended(Way::ok), "{outcome=\"ok\"}");
  text.value(ended(Way::failed), "{outcome=\"failed\"}");
  text.value(ended(Way::shed), "{outcome=\"shed\"}");
  text.value(ended(Way::cancelled), "{outcome=\"cancelled\"}");
  text.total("timed_out_total", "Requests that failed at request.deadline.",
             tally.timed_out.load());
  text.total("prompt_tokens_total", "Tokens of prompts that were read.",
             tally.prompt_tokens.load());
  text.total("answer_tokens_total", "Tokens of answers that were made.",
             tally.answer_tokens.load());
  text.level("open", "Requests that have a place at a model now.", tally.open.load());
  text.durations("wait_seconds", "From a request's coming to its place.", tally.waits);
  text.durations("first_token_seconds", "From a request's coming to its first token.",
                 tally.first_tokens);
}

void append_steps(MetricsText& text, const Tally& tally) {
  text.total("prefill_seconds_total", "Time of steps, the share of prompts' tokens.",
             seconds(tally.prefill_ns));
  text.total("decode_seconds_total", "Time of steps, the share of answers' tokens.",
             seconds(tally.decode_ns));
  text.durations("step_seconds", "Steps of the model.", tally.steps_took);
  text.name("batch_size", "histogram", "Requests in a step.");
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < Tally::batch_bounds; ++i) {
    below += tally.steps_by_batch[i].load();
    text.value(below, fmt::format("{{le=\"{}\"}}", 1U << i), "_bucket");
  }
  text.value(below, "{le=\"+Inf\"}", "_bucket");
  text.value(tally.step_requests.load(), {}, "_sum");
  text.value(below, {}, "_count");
}

void append_cache(MetricsText& text, const cache::Counters& cache) {
  text.total("cache_hits_total", "Answers from the cache.", cache.hits);
  text.total("cache_misses_total", "Answers that were not in the cache.", cache.misses);
  text.total("cache_evictions_total", "Cached answers dropped for want of room.", cache.evictions);
  text.total("cache_expirations_total", "Cached answers that became too old.", cache.expirations);
  text.level("cache_entries", "Cached answers now.", cache.entries);
  text.level("cache_bytes", "What they weigh.", cache.bytes);
}

void append_models(MetricsText& text, const models::Models& models) {
  std::uint64_t loaded = 0, bytes = 0;
  for (const auto& model : models.look()) {
    loaded += model.state == models::Models::State::loaded ? 1 : 0;
    bytes += model.bytes;
  }
  const models::Models::Counts counts = models.counts();
  text.level("queue", "Requests that wait for a model, or for a place at one.", models.waiting());
  text.level("models_loaded", "Models that are loaded now.", loaded);
  text.level("models_bytes", "What they take.", bytes);
  text.total("model_loads_total", "Loads, failed ones included.", counts.loads);
  text.total("model_load_failures_total", "Loads that failed.", counts.failed);
  text.total("model_drops_total", "Models dropped: unused for long, or for want of room.",
             counts.dropped);
  text.total("model_load_seconds_total", "Time that loads took.",
             static_cast<double>(counts.load_ns) * 1e-9);
}

void append_traffic(MetricsText& text, const Traffic& traffic) {
  text.level("connections", "Connections now.", traffic.open.load());
  text.total("connections_total", "Connections accepted.", traffic.accepted.load());
  text.total("connections_turned_away_total", "Those beyond http.connections.",
             traffic.turned_away.load());
  text.total("http_requests_total", "Requests that came whole.", traffic.requests.load());
  text.total("http_refused_total", "Requests that were no HTTP, or too large.",
             traffic.refused.load());
  text.total("slow_writers_total", "Connections closed for a request that took too long.",
             traffic.slow_writers.load());
  text.total("slow_readers_total", "Connections closed as nobody read.",
             traffic.slow_readers.load());
  text.total("idle_total", "Connections closed as nothing was asked.", traffic.idle.load());
  text.total("gone_total", "Clients that left before their answer was there.", traffic.gone.load());
  text.total("bytes_in_total", "Bytes read.", traffic.bytes_in.load());
  text.total("bytes_out_total", "Bytes written.", traffic.bytes_out.load());
}

}  // namespace

std::string metrics_text(Completions& completions, const Traffic& traffic) {
  MetricsText text;
  append_requests(text, completions.tally());
  append_steps(text, completions.tally());
  append_cache(text, completions.answers() == nullptr ? cache::Counters()
                                                      : completions.answers()->counters());
  append_models(text, completions.models());
  append_traffic(text, traffic);
  return text.take();
}

}  // namespace engine::inference::server
