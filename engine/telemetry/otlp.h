// Telemetry as OpenTelemetry's protocol writes it in JSON.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/telemetry/document_spans.h"
#include "engine/telemetry/totals.h"

namespace engine::telemetry {

/// What every message needs to know: the stages' names, and when the engine's clock was at nought.
struct Origin {
  std::span<const std::string_view> stages;
  std::int64_t zero_unix_ns = 0;
  Time made;
};

/// An ExportTraceServiceRequest (OTLP 1.x, JSON Protobuf encoding: ids in hex, 64-bit integers as
/// strings) on one line, without its end: a span for each document and, below it, for each stage
/// that ran.
std::string trace_request(std::span<const DocumentSpans> documents, const Origin& origin);

/// An ExportMetricsServiceRequest, likewise: durations of documents and stages as histograms,
/// outcomes and cache hits as sums, all since `origin.made`; the queue's depth now.
std::string metrics_request(const Totals& totals, std::uint64_t queue_depth, Time now,
                            const Origin& origin);

}  // namespace engine::telemetry
