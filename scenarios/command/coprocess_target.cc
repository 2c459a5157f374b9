#include "scenarios/command/coprocess_target.h"

#include <fmt/format.h>

#include "scenarios/command/process_target.h"

namespace scenarios::command {
namespace {

using harness::CounterInfo;
using harness::CounterKind;
using harness::Expected;
using harness::Instant;
using How = Answered::How;

/// The start of an answer, for a person.
std::string example_of(std::string_view answer) {
  LastWords words;
  words.add(answer.substr(0, 200));
  return words.line();
}

}  // namespace

Expected<std::unique_ptr<CoprocessTarget>> CoprocessTarget::start(
    harness::Clock& clock, const CommandSettings& settings,
    std::shared_ptr<const Requests> requests) {
  CoprocessOrder order{
      .words = requests->words({}), .framing = settings.framing, .timeout = settings.timeout};
  auto program = requests->program(order.words);
  if (!program) return tl::unexpected(program.error());
  order.program = std::move(*program);
  std::unique_ptr<CoprocessTarget> target(
      new CoprocessTarget(clock, settings, std::move(requests), std::move(order)));
  target->start_all();
  if (std::string why = target->why_broken(); !why.empty()) return harness::failure(why);
  return target;
}

CoprocessTarget::CoprocessTarget(harness::Clock& clock, const CommandSettings& settings,
                                 std::shared_ptr<const Requests> requests, CoprocessOrder order)
    : clock_(clock),
      settings_(settings),
      requests_(std::move(requests)),
      order_([&] {
        order.stop = closing_.number();
        return std::move(order);
      }()),
      started_(static_cast<std::ptrdiff_t>(settings_.parallel)),
      clients_(clock, settings_.parallel, most_waiting,
               harness::drive::ClientThreads::Call(
                   [this](const harness::Request& request, const harness::Completion& done) {
                     work(request, done);
                   })) {}

CoprocessTarget::~CoprocessTarget() {
  closing_.close();
}

/// Each by a thread that lives as long as it: the kernel ends a program with the thread that
/// started it.
void CoprocessTarget::start_all() {
  for (std::size_t i = 0; i < settings_.parallel; ++i) clients_.submit({}, {});
  started_.wait();
  ready_ = true;
}

void CoprocessTarget::submit(const harness::Request& request, harness::Completion done) {
  clients_.submit(request, done);
}

void CoprocessTarget::work(const harness::Request& request, const harness::Completion& done) {
  if (!ready_) {
    give_back(start_one());
    started_.count_down();
    return;
  }
  const Instant started = clock_.now();
  Seat seat = take_seat();
  const Verdict verdict = ask(request, seat);
  const Instant ended = clock_.now();
  done(ended_.count(verdict.reason.empty()), started, ended, ended, {},
       {verdict.reason, verdict.example});
  if (!seat && why_broken().empty()) {
    ++restarts_;
    seat = start_one();
  }
  give_back(std::move(seat));
}

CoprocessTarget::Seat CoprocessTarget::start_one() {
  auto program = Coprocess::start(order_);
  if (program) return std::move(*program);
  const std::lock_guard lock(mutex_);
  broken_ = program.error().message;
  return nullptr;
}

CoprocessTarget::Verdict CoprocessTarget::ask(const harness::Request& request, Seat& seat) {
  if (std::string why = why_broken(); !why.empty()) return {std::move(why), {}};
  std::string text;
  requests_->input(request, text);
  const Answered answered = seat->ask(text);
  Verdict verdict = answered.how == How::answered ? judge(answered.answer) : gone(answered);
  if (answered.how != How::answered) seat.reset();
  return verdict;
}

CoprocessTarget::Verdict CoprocessTarget::judge(std::string_view answer) {
  answer_bytes_ += answer.size();
  {
    const std::lock_guard lock(mutex_);
    deaths_ = 0;
  }
  if (settings_.expected.empty()) return {answer.empty() ? "an empty answer" : "", {}};
  if (answer.find(settings_.expected) != answer.npos) return {};
  return {"not the expected answer", example_of(answer)};
}

CoprocessTarget::Verdict CoprocessTarget::gone(const Answered& answered) {
  if (answered.how == How::died) {
    const std::lock_guard lock(mutex_);
    if (++deaths_ == most_deaths) {
      broken_ = fmt::format("died {} times without an answer: {}", most_deaths, answered.reason);
    }
  }
  return {answered.reason, answered.last_line};
}

std::string CoprocessTarget::why_broken() {
  const std::lock_guard lock(mutex_);
  return broken_;
}

CoprocessTarget::Seat CoprocessTarget::take_seat() {
  const std::lock_guard lock(mutex_);
  Seat seat = std::move(seats_.back());
  seats_.pop_back();
  return seat;
}

void CoprocessTarget::give_back(Seat seat) {
  const std::lock_guard lock(mutex_);
  seats_.push_back(std::move(seat));
}

std::vector<CounterInfo> CoprocessTarget::counters() const {
  return {{.name = "restarts",
           .kind = CounterKind::total,
           .help = "programs that were started again, as they died, hung or got out of step"},
          {.name = "answer_bytes",
           .unit = "bytes",
           .kind = CounterKind::total,
           .help = "what the answers held, without what ends them"}};
}

harness::Observation CoprocessTarget::observe(std::span<harness::CounterValue> values) {
  values[0] = static_cast<double>(restarts_.load());
  values[1] = static_cast<double>(answer_bytes_.load());
  return ended_.seen(clients_);
}

}  // namespace scenarios::command
