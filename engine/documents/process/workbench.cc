#include "engine/documents/process/workbench.h"

#include <exception>
#include <new>
#include <utility>

namespace engine::documents::process {
namespace {

/// Measures one stage after the other.
class Laps {
 public:
  std::chrono::nanoseconds next() {
    const auto now = std::chrono::steady_clock::now();
    return now - std::exchange(last_, now);
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace

Reply Workbench::work(const Job& job) {
  Times times;
  try {
    Expected<Made> made = make(job, times);
    return {times, std::move(made)};
  } catch (const std::bad_alloc&) {
    tools_.reset();
    return {times, failure(Reason::out_of_memory, "it took more memory than it may")};
  } catch (const std::exception& thrown) {
    tools_.reset();  // who knows in what state it left them
    return {times, failure(Reason::internal, thrown.what())};
  }
}

Expected<Made> Workbench::make(const Job& job, Times& times) {
  Laps laps;
  if (!tools_ || job.fresh_tools) tools_.emplace(settings_);
  auto parsed = tools_->parser.parse(job.format, job.bytes, job.limits);
  times.parse = laps.next();
  if (!parsed) return tl::unexpected(parsed.error());
  Made made;
  made.content.parsed = std::move(*parsed);
  made.content.chunks = chunk::split(made.content.parsed, settings_.chunks);
  times.chunk = laps.next();
  auto analysis = job.in_windows ? tools_->analyser.analyse_in_windows(made.content.parsed)
                                 : tools_->analyser.analyse(made.content.parsed);
  if (!analysis) return tl::unexpected(analysis.error());
  made.content.analysis = *std::move(analysis);
  if (!job.in_windows) made.stream = std::exchange(made.content.analysis.stream, {});
  times.analyse = laps.next();
  return made;
}

}  // namespace engine::documents::process
