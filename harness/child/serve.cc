#include "harness/child/serve.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <exception>

#include "harness/child/channel.h"

namespace harness::child {
namespace {

/// A program while it serves.
class Serving {
 public:
  Serving(int socket, const Handlers& handlers) : channel_(socket), handlers_(handlers) {}

  Expected<void> run() {
    while (true) {
      const auto text = channel_.receive();
      if (!text && text.error() == Silence::ended) return {};
      if (!text) return failure("what came on the line is no message");
      const auto order = read_order(*text);
      if (order && std::holds_alternative<QuitOrder>(*order)) return {};
      const auto sent =
          channel_.send(write_answer(order ? answer(*order) : Refusal{order.error().message}));
      if (!sent && sent.error() == Silence::nonsense) {
        // Too long to be sent at all, so nothing of it was.
        if (channel_.send(write_answer(Refusal{"the answer is too long to be sent"}))) continue;
      }
      if (!sent) return failure("nobody takes the answer");
    }
  }

 private:
  Answer answer(const Order& order) {
    try {
      auto done = std::visit([this](const auto& one) { return act(one); }, order);
      return done ? std::move(*done) : Refusal{std::move(done.error().message)};
    } catch (const std::exception& error) {
      return Refusal{error.what()};
    }
  }

  Expected<Answer> act(const Greeting& greeting) { return handlers_.greet(greeting); }

  Expected<Answer> act(const TrialOrder& order) {
    if (session_) return failure("a trial while a session is open");
    return handlers_.trial(order, tell_).map([](result::RunResult&& result) {
      return Answer(TrialAnswer{std::move(result)});
    });
  }

  Expected<Answer> act(const SessionOrder& order) {
    if (session_) return failure("a session is open already");
    auto opened = handlers_.open(order, tell_);
    if (!opened) return tl::unexpected(opened.error());
    session_ = std::move(*opened);
    return session_->ready();
  }

  Expected<Answer> act(const SliceOrder& order) {
    if (!session_) return failure("no session is open");
    return session_->slice(order).map(
        [](SliceReport&& report) { return Answer(std::move(report)); });
  }

  Expected<Answer> act(const CloseOrder& /*order*/) {
    if (!session_) return failure("no session is open");
    const auto right = session_->close();
    session_.reset();
    return Closed{right ? std::string() : right.error().message};
  }

  Expected<Answer> act(const QuitOrder& /*order*/) { return failure("it has ended"); }

  Channel channel_;
  const Handlers& handlers_;
  std::unique_ptr<Session> session_;
  const TellPhase tell_ = [this](const std::string& phase) {
    // Whoever no longer listens will miss the answer too.
    static_cast<void>(channel_.send(write_answer(Progress{phase})));
  };
};

}  // namespace

Expected<void> serve(int socket, const Handlers& handlers) {
  int type = 0;
  socklen_t size = sizeof type;
  if (::getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_STREAM) {
    return failure(fmt::format("descriptor {} is no line to another program", socket));
  }
  ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  return Serving(socket, handlers).run();
}

}  // namespace harness::child
