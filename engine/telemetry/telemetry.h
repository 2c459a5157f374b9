// What the engine tells of itself, and how it leaves the process.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "engine/telemetry/bounded_log.h"
#include "engine/telemetry/otlp.h"
#include "engine/telemetry/settings.h"
#include "engine/telemetry/span_ids.h"

namespace engine::telemetry {

/// Counts documents and writes, by a thread of its own, a line of metrics each interval and at the
/// end and, with spans, lines of traces, in the format of OpenTelemetry's OTLP file exporter. A
/// slow or full disk costs telemetry, never a document: what finds no place in the bounded queue is
/// dropped, and counted. Thread-safe.
class Telemetry {
 public:
  static constexpr std::size_t most_waiting = 512;  // sampled documents

  /// What became of the telemetry itself.
  struct Fate {
    std::uint64_t lines = 0;
    std::uint64_t lines_lost = 0;
    std::uint64_t documents_dropped = 0;  // sampled, but the queue was full
  };

  /// `queue_depth` is asked by the background thread.
  Telemetry(Settings settings, std::vector<std::string_view> stages,
            std::function<std::uint64_t()> queue_depth);
  /// Stops.
  ~Telemetry();
  Telemetry(const Telemetry&) = delete;
  Telemetry& operator=(const Telemetry&) = delete;

  /// Takes in what became of a document. Waits for no disk.
  void ended(const Ended& document);

  /// Writes what waits and the last metrics, and ends the thread. Not for two threads at once.
  void stop();

  Fate fate() const;

 private:
  void sample(const Ended& document);
  void run();
  void write(const std::vector<DocumentSpans>& documents, bool metrics);
  void append(std::string line);

  const Settings settings_;
  const std::vector<std::string_view> stages_;
  const std::function<std::uint64_t()> queue_depth_;
  const Origin origin_;
  Totals totals_;
  SpanIds ids_;
  BoundedLog log_;  // the thread's

  mutable std::mutex mutex_;
  std::condition_variable woken_;
  std::vector<DocumentSpans> waiting_;
  bool stopping_ = false;
  std::atomic<std::uint64_t> lines_{0}, lines_lost_{0};
  std::thread thread_;
};

}  // namespace engine::telemetry
