#include "engine/telemetry/otlp.h"

#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/telemetry/span_ids.h"

namespace engine::telemetry {
namespace {

using Json = nlohmann::ordered_json;

constexpr int internal_span = 1;  // SPAN_KIND_INTERNAL
constexpr int status_error = 2;   // STATUS_CODE_ERROR
constexpr int cumulative = 2;     // AGGREGATION_TEMPORALITY_CUMULATIVE
constexpr std::string_view outcome_names[outcomes] = {"ok", "failed", "shed"};

std::string unix_ns(Time at, const DocumentSpans& document) {
  return std::to_string(document.ended_unix_ns - (document.finished - at).count());
}

Json text(std::string_view key, std::string_view value) {
  return {{"key", key}, {"value", {{"stringValue", value}}}};
}
Json integer(std::string_view key, std::uint64_t value) {
  return {{"key", key}, {"value", {{"intValue", std::to_string(value)}}}};
}
Json truth(std::string_view key, bool value) {
  return {{"key", key}, {"value", {{"boolValue", value}}}};
}

/// {outer: [{resource, inner: [{scope, items}]}]}, on a line; bytes that are no UTF-8 are replaced.
std::string message(std::string_view outer, std::string_view inner, std::string_view list,
                    Json items) {
  Json scoped{{"scope", {{"name", "engine"}}}};
  scoped[std::string(list)] = std::move(items);
  Json resource;
  resource["resource"]["attributes"] = Json::array({text("service.name", "prony")});
  resource[std::string(inner)] = Json::array({std::move(scoped)});
  Json whole;
  whole[std::string(outer)] = Json::array({std::move(resource)});
  return whole.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json span_of(const DocumentSpans& document, std::uint64_t id, std::string_view name, Time begin,
             Time end) {
  return {{"traceId", fmt::format("{:016x}{:016x}", document.trace_high, document.trace_low)},
          {"spanId", fmt::format("{:016x}", id)},
          {"name", name},
          {"kind", internal_span},
          {"startTimeUnixNano", unix_ns(begin, document)},
          {"endTimeUnixNano", unix_ns(end, document)}};
}

void add_spans(const DocumentSpans& document, const Origin& origin, Json& spans) {
  Json whole =
      span_of(document, document.first_span, "document", document.started, document.finished);
  whole["attributes"] =
      Json::array({text("document.id", document.id), integer("document.bytes", document.bytes),
                   truth("document.from_cache", document.from_cache)});
  if (document.outcome == Outcome::failed) {
    whole["attributes"].push_back(text("error.type", document.reason));
    whole["status"] = {{"code", status_error}, {"message", document.reason}};
  }
  spans.push_back(std::move(whole));

  const std::string parent = fmt::format("{:016x}", document.first_span);
  SpanIds ids(document.first_span);
  Time at = document.started;
  const std::size_t count = std::min(document.stages.size(), origin.stages.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (document.stages[i] < Duration(0)) continue;
    const bool last = i + 1 == count;
    const Time begin = last ? document.finished - document.stages[i] : at;
    const Time end = begin + document.stages[i];
    Json stage = span_of(document, ids.next(), origin.stages[i], begin, end);
    stage["parentSpanId"] = parent;
    spans.push_back(std::move(stage));
    at = end;
  }
}

Json seconds(std::string_view name, std::string_view help, Json points) {
  return {
      {"name", name},
      {"description", help},
      {"unit", "s"},
      {"histogram", {{"dataPoints", std::move(points)}, {"aggregationTemporality", cumulative}}}};
}

Json sum(std::string_view name, std::string_view help, std::string_view unit, Json points) {
  return {{"name", name},
          {"description", help},
          {"unit", unit},
          {"sum",
           {{"dataPoints", std::move(points)},
            {"aggregationTemporality", cumulative},
            {"isMonotonic", true}}}};
}

/// Writes the points of one moment.
class Points {
 public:
  Points(std::int64_t now_unix_ns, const Origin& origin)
      : start_(std::to_string(origin.made_unix_ns)), now_(std::to_string(now_unix_ns)) {}

  Json point(Json attributes) const {
    Json point{{"startTimeUnixNano", start_}, {"timeUnixNano", now_}};
    if (!attributes.empty()) point["attributes"] = std::move(attributes);
    return point;
  }

  Json count(std::uint64_t value, Json attributes = Json::array()) const {
    Json made = point(std::move(attributes));
    made["asInt"] = std::to_string(value);
    return made;
  }

  Json durations(const Durations& durations, Json attributes = Json::array()) const {
    const Durations::Counts counts = durations.counts();
    Json made = point(std::move(attributes));
    made["count"] = std::to_string(counts.count);
    made["sum"] = static_cast<double>(counts.sum_ns) / 1e9;
    for (const std::uint64_t bucket : counts.buckets) {
      made["bucketCounts"].push_back(std::to_string(bucket));
    }
    for (std::size_t i = 0; i < Durations::bounds; ++i) {
      made["explicitBounds"].push_back(static_cast<double>(Durations::bound_us(i)) / 1e6);
    }
    return made;
  }

 private:
  std::string start_, now_;
};

}  // namespace

std::string trace_request(std::span<const DocumentSpans> documents, const Origin& origin) {
  Json spans = Json::array();
  for (const DocumentSpans& document : documents) add_spans(document, origin, spans);
  return message("resourceSpans", "scopeSpans", "spans", std::move(spans));
}

std::string metrics_request(const Totals& totals, std::uint64_t queue_depth,
                            std::int64_t now_unix_ns, const Origin& origin) {
  const Points points(now_unix_ns, origin);
  Json outcome_points = Json::array();
  for (std::size_t i = 0; i < outcomes; ++i) {
    outcome_points.push_back(
        points.count(totals.outcome_counts[i], Json::array({text("outcome", outcome_names[i])})));
  }
  Json stage_points = Json::array();
  for (std::size_t i = 0; i < totals.stages.size() && i < origin.stages.size(); ++i) {
    stage_points.push_back(
        points.durations(totals.stages[i], Json::array({text("stage", origin.stages[i])})));
  }
  Json metrics = Json::array();
  metrics.push_back(sum("engine.documents", "Documents that have ended.", "{document}",
                        std::move(outcome_points)));
  metrics.push_back(sum("engine.documents.from_cache", "Documents whose content was cached.",
                        "{document}", Json::array({points.count(totals.from_cache)})));
  metrics.push_back(seconds("engine.document.duration", "From a document's start to its end.",
                            Json::array({points.durations(totals.documents)})));
  metrics.push_back(seconds("engine.stage.duration", "What a stage took with a document.",
                            std::move(stage_points)));
  metrics.push_back({{"name", "engine.queue.depth"},
                     {"description", "Documents that wait for a worker."},
                     {"unit", "{document}"},
                     {"gauge", {{"dataPoints", Json::array({points.count(queue_depth)})}}}});
  metrics.push_back(sum("engine.telemetry.dropped", "Sampled documents whose spans were dropped.",
                        "{document}", Json::array({points.count(totals.spans_dropped)})));
  return message("resourceMetrics", "scopeMetrics", "metrics", std::move(metrics));
}

}  // namespace engine::telemetry
