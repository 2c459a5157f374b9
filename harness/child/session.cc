#include "harness/child/session.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/drive/closed_loop.h"
#include "harness/drive/open_loop.h"
#include "harness/measure/counted.h"
#include "harness/measure/sending_threads.h"
#include "harness/schedule/shapes.h"

namespace harness::child {
namespace {

constexpr Duration longest_slice = std::chrono::hours(24);

Expected<void> check_range(const char* what, std::uint64_t number, std::uint64_t most) {
  if (number >= 1 && number <= most) return {};
  return failure(fmt::format("a session has 1 to {} {}, not {}", most, what, number));
}

Expected<std::uint64_t> checked_threads(const SessionLoad& load) {
  if (const auto* clients = std::get_if<Clients>(&load)) {
    if (auto fits = check_range("clients", clients->count, Session::most_clients); !fits) {
      return tl::unexpected(fits.error());
    }
  }
  const std::uint64_t threads = std::visit([](const auto& some) { return some.threads; }, load);
  return check_range("threads", threads, Session::most_threads).map([&] { return threads; });
}

/// A slice of so many requests ends with the last of them, another one not before its time.
Duration length_of(const drive::Driven& driven, const record::PhaseTotals& totals, bool counted) {
  const Instant last = std::clamp(totals.last_finished, driven.start, driven.finished);
  return (counted ? last : std::max(last, driven.sent_until)) - driven.start;
}

std::uint64_t improper(const drive::Conduct& conduct) {
  return conduct.again.count + conduct.late.count + conduct.disorder.count + conduct.ahead.count +
         conduct.too_long.count;
}

}  // namespace

struct Session::Driving {
  drive::Driven driven;
  drive::Conduct conduct;
};

Expected<std::unique_ptr<Session>> Session::open(SessionParts parts) {
  auto session = std::unique_ptr<Session>(new Session(parts.target.clock, parts.load, parts.seed));
  if (auto made = session->set_up(parts); !made) return tl::unexpected(made.error());
  return session;
}

Expected<void> Session::set_up(SessionParts& parts) {
  const auto threads = checked_threads(load_);
  if (!threads) return tl::unexpected(threads.error());
  const Instant begun = clock_.now();
  parts.target.scratch /= "target";
  if (auto made = stand_.set_up(parts.make_target, parts.target); !made) return made;
  Target& target = stand_.target();
  auto fits = measure::check_described(target).and_then(
      [&] { return measure::allow_threads(*threads, target); });
  if (!fits) return fits;
  auto mix = mix::RequestMix::make(parts.popularity, target.population(), seed_,
                                   stand_.prepared().item_bytes);
  if (!mix) return tl::unexpected(mix.error());
  if (mix->ends()) return failure("a session's items must not run out");
  mix_ = std::move(*mix);
  recorder_.emplace(1, target.stages().size());
  probe_.follow(stand_.processes(), stand_.prepared().resources);
  reader_.begin(target);
  ready_ = {.engine = stand_.prepared().engine,
            .population = target.population(),
            .counters = reader_.counters(),
            .parameters = stand_.prepared().parameters,
            .making = clock_.now() - begun};
  return {};
}

/// Of the target, where that is this program.
std::optional<probe::AllocationCount> Session::allocations() const {
  const bool own = stand_.prepared().resources == probe::Resources::whole_program;
  return own ? probe::allocations() : std::nullopt;
}

/// The two looks at a slice are mirror images, so that little of what looking takes is in between.
Looked Session::look_before() {
  Looked looked{.process = {}, .allocations = {}, .said = reader_.read(stand_.target())};
  looked.process = probe_.read();
  looked.allocations = allocations();
  return looked;
}

Looked Session::look_after() {
  Looked looked{.process = {}, .allocations = allocations(), .said = {}};
  looked.process = probe_.read();
  looked.said = reader_.read(stand_.target());
  return looked;
}

/// By a slice, at most: threads take requests by the block.
std::uint64_t Session::ids_left_out() const {
  constexpr std::uint64_t block = 32;
  const std::uint64_t threads = std::visit([](const auto& load) { return load.threads; }, load_);
  return threads > 1 ? threads * block : 0;
}

mix::RequestMix Session::requests_of(const SliceOrder& order) {
  std::vector<std::uint64_t> items;
  items.reserve(order.requests);
  while (items.size() < order.requests) items.push_back(mix_->next().value_or(0));
  return mix::RequestMix::once(std::move(items));
}

Expected<Session::Driving> Session::drive(const SliceOrder& order, mix::RequestMix& mix) {
  const Duration length = order.requests > 0 ? longest_slice : order.length;
  Target& target = stand_.target();
  const auto driving = [](const auto& loop, drive::Driven driven) {
    return Driving{driven, loop.conduct()};
  };
  if (const auto* clients = std::get_if<Clients>(&load_)) {
    drive::ClosedLoop loop(clock_, target, *recorder_, clients->count, {}, Duration::max(),
                           clients->threads);
    loop.number_from(next_id_);
    const Duration phases[] = {length};
    return driving(loop, loop.run(mix, phases, clock_.now(), order.patience, {}));
  }
  const auto& rate = std::get<Rate>(load_);
  auto profile = schedule::RateProfile::make(schedule::constant("slice", rate.per_s, length));
  if (!profile) return tl::unexpected(profile.error());
  schedule::Schedule schedule(std::move(*profile), rate.arrivals, seed_ + slices_);
  drive::OpenLoop loop(clock_, target, *recorder_, rate.waiting, Duration::max(), rate.threads);
  loop.number_from(next_id_);
  return driving(loop, loop.run(std::move(schedule), mix, clock_.now(), order.patience, {}));
}

Expected<SliceReport> Session::slice(const SliceOrder& order) {
  if (owed_ > 0) {
    return failure(fmt::format("the target has not ended {} requests of an earlier slice", owed_));
  }
  if (order.requests > most_requests) {
    return failure(fmt::format("a slice has at most {} requests", most_requests));
  }
  if (order.requests == 0 && (order.length <= Duration{} || order.length > longest_slice)) {
    return failure("a slice's length lies between 0 and 24 hours");
  }
  std::optional<mix::RequestMix> given;
  if (order.requests > 0) given.emplace(requests_of(order));
  const Looked before = look_before();
  auto driving = drive(order, given ? *given : *mix_);
  if (!driving) return tl::unexpected(driving.error());
  const Looked after = look_after();
  ++slices_;
  const drive::Driven& driven = driving->driven;
  owed_ = driven.unfinished;
  const record::PhaseTotals totals = std::move(recorder_->take().front());
  recorder_->reuse_parts();
  next_id_ = recorder_->sent() + slices_ * ids_left_out();
  SliceReport report{.ok = totals.outcomes.ok,
                     .failed = totals.outcomes.failed,
                     .shed = totals.outcomes.shed,
                     .unfinished = driven.unfinished,
                     .improper = improper(driving->conduct),
                     .length = length_of(driven, totals, order.requests > 0),
                     .latency = record::SparseHistogram(totals.latency),
                     .lag = record::SparseHistogram(totals.lag)};
  if (const auto failures = recorder_->failures(); !failures.empty() && report.failed > 0) {
    report.why = failures.front().reason;
  }
  add_used(before, after, ready_.counters, report);
  return report;
}

}  // namespace harness::child
