#include "harness/child/child.h"

#include <fmt/format.h>

namespace harness::child {
namespace {

/// For a child that has closed its line to end by itself, so that it can be told how.
constexpr Duration last_moments = std::chrono::seconds(1);

constexpr const char* remedy = "name a program of Prony's, built from this version of its sources";

}  // namespace

Expected<std::unique_ptr<Child>> Child::start(const Program& program, const Limits& limits,
                                              bool wants_commit) {
  const auto line = Channel::make_pair();
  if (!line) return tl::unexpected(line.error());
  auto process = Process::start(program, line->there);
  const std::string name = program.path.empty() ? "this program" : program.path.string();
  auto child =
      std::unique_ptr<Child>(new Child(name, process ? std::move(*process) : nullptr, line->here));
  if (!process) return tl::unexpected(process.error());
  if (auto met = child->greet(limits, wants_commit); !met) return tl::unexpected(met.error());
  return child;
}

Expected<void> Child::greet(const Limits& limits, bool wants_commit) {
  const std::string text =
      write_order(Greeting{.protocol = protocol_version, .wants_commit = wants_commit});
  if (auto sent = channel_.send(text, limits); !sent && sent.error() == Silence::stopped) {
    return lose("stopped");
  }
  // What could not be sent is told by what it answers, which is nothing.
  auto heard = channel_.receive(limits, process_->complaints(), [&] { return process_->listen(); });
  if (!heard) {
    if (heard.error() == Silence::stopped) return lose("stopped");
    if (heard.error() == Silence::ended && process_->wait_for_end(last_moments)) {
      return lose(fmt::format("{} can't hold a target: it {}; {}", name_, process_->how_it_ended(),
                              remedy));
    }
    return lose(fmt::format("{} can't hold a target: {}; {}", name_,
                            heard.error() == Silence::late ? "it did not answer in time"
                                                           : "what it answers makes no sense",
                            remedy));
  }
  const auto answer = read_answer(*heard);
  const Hello* const hello = answer ? std::get_if<Hello>(&*answer) : nullptr;
  if (hello == nullptr) {
    return lose(
        fmt::format("{} can't hold a target: its answer is no greeting; {}", name_, remedy));
  }
  if (hello->protocol != protocol_version) {
    return lose(fmt::format("{} speaks version {} of the protocol and this program version {}; {}",
                            name_, hello->protocol, protocol_version, remedy));
  }
  hello_ = *hello;
  return {};
}

Expected<Answer> Child::ask(const Order& order, const char* about, const Limits& limits,
                            const TellPhase& tell) {
  if (lost_) return tl::unexpected(*lost_);
  if (auto sent = channel_.send(write_order(order), limits); !sent) {
    return lose(what_happened(sent.error(), about));
  }
  while (true) {
    auto heard =
        channel_.receive(limits, process_->complaints(), [&] { return process_->listen(); });
    if (!heard) return lose(what_happened(heard.error(), about));
    auto answer = read_answer(*heard);
    if (!answer) return lose(fmt::format("{} answered with {}", name_, answer.error().message));
    if (auto* refusal = std::get_if<Refusal>(&*answer)) return failure(std::move(refusal->why));
    const auto* progress = std::get_if<Progress>(&*answer);
    if (progress == nullptr) return answer;
    if (tell) tell(progress->phase);
  }
}

template <class Wanted>
Expected<Wanted> Child::ask_for(const Order& order, const char* about, const Limits& limits,
                                const TellPhase& tell) {
  auto answer = ask(order, about, limits, tell);
  if (!answer) return tl::unexpected(answer.error());
  if (auto* wanted = std::get_if<Wanted>(&*answer)) return std::move(*wanted);
  return lose(fmt::format("{} answered something else, {}", name_, about));
}

Expected<result::RunResult> Child::trial(const TrialOrder& order, const Limits& limits,
                                         const TellPhase& tell) {
  return ask_for<TrialAnswer>(order, "asked for a trial", limits, tell)
      .map([](TrialAnswer&& answer) { return std::move(answer.result); });
}

Expected<Ready> Child::open(const SessionOrder& order, const Limits& limits,
                            const TellPhase& tell) {
  return ask_for<Ready>(order, "asked to make its target", limits, tell);
}

Expected<SliceReport> Child::slice(const SliceOrder& order, const Limits& limits) {
  return ask_for<SliceReport>(order, "asked for a slice", limits);
}

Expected<Closed> Child::close(const Limits& limits) {
  return ask_for<Closed>(CloseOrder{}, "asked to take its target down", limits);
}

Expected<void> Child::quit(const Limits& limits) {
  if (lost_) return tl::unexpected(*lost_);
  const char* const about = "asked to end";
  if (auto sent = channel_.send(write_order(QuitOrder{}), limits); !sent) {
    return lose(what_happened(sent.error(), about));
  }
  // Its end closes the line.
  const auto heard =
      channel_.receive(limits, process_->complaints(), [&] { return process_->listen(); });
  if (heard) return lose(fmt::format("{} answered, {}", name_, about));
  if (heard.error() != Silence::ended) return lose(what_happened(heard.error(), about));
  if (!process_->wait_for_end(last_moments)) {
    return lose(fmt::format("{} did not end, {}", name_, about));
  }
  const bool well = process_->ended_well();
  lose(fmt::format("{} has ended", name_));
  if (well) return {};
  return failure(fmt::format("{} {}, {}", name_, process_->how_it_ended(), about));
}

tl::unexpected<Error> Child::lose(std::string why) {
  process_->kill();
  lost_ = Error{std::move(why)};
  return tl::unexpected(*lost_);
}

std::string Child::what_happened(Silence silence, const char* about) {
  switch (silence) {
    case Silence::stopped:
      return "stopped";
    case Silence::late:
      return fmt::format("{} took too long, {}, and was ended", name_, about);
    case Silence::nonsense:
      return fmt::format("{} answered nonsense, {}", name_, about);
    case Silence::broken:
      return fmt::format("the line to {} broke, {}", name_, about);
    case Silence::ended:
      break;
  }
  if (!process_->wait_for_end(last_moments)) {
    return fmt::format("{} closed the line, {}", name_, about);
  }
  return fmt::format("{} {}, {}", name_, process_->how_it_ended(), about);
}

}  // namespace harness::child
