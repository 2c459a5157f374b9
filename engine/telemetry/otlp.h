// Telemetry as OpenTelemetry's protocol writes it in JSON.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/telemetry/document_spans.h"
#include "engine/telemetry/totals.h"

namespace engine::telemetry {

/// What every message needs to know: the stages' names, and since when there is something to count.
struct Origin {
  std::span<const std::string_view> stages;
  std::int64_t made_unix_ns = 0;
};

/// An ExportTraceServiceRequest (OTLP 1.x, JSON Protobuf encoding: ids in hex, 64-bit integers as
/// strings) on one line, without its end: a span for each document and, below it, for each stage
/// that ran.
std::string trace_request(std::span<const DocumentSpans> documents, const Origin& origin);

/// An ExportMetricsServiceRequest, likewise: durations of documents and stages as histograms,
/// outcomes and cache hits as sums, all since `origin.made_unix_ns`; the queue's depth now.
std::string metrics_request(const Totals& totals, std::uint64_t queue_depth,
                            std::int64_t now_unix_ns, const Origin& origin);

}  // namespace engine::telemetry
