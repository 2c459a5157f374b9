#include "engine/inference/server/server.h"

#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <new>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "engine/inference/server/io_thread.h"

namespace engine::inference::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Code = boost::system::error_code;

constexpr int backlog = 4'096;
constexpr std::int64_t most_turned_away = 64;  // connections at once that are told why
constexpr auto pause = std::chrono::milliseconds(50);

tl::unexpected<Error> cannot_listen(const Settings& settings, const Code& code) {
  const bool taken = code == asio::error::address_in_use;
  return failure(Reason::unreadable,
                 fmt::format("can't listen on {}:{}: {}{}", settings.address, settings.port,
                             code.message(), taken ? "; choose another with --port" : ""));
}

}  // namespace

struct Server::Parts {
  Parts(const Settings& its, Completions& completions, const run::FaultPlan* faults)
      : settings(its), shared{settings, completions, traffic, faults} {
    for (std::uint32_t i = 0; i < settings.threads; ++i) {
      threads.push_back(std::make_unique<IoThread>(shared));
    }
    acceptor.emplace(threads.front()->context());
    after_pause.emplace(threads.front()->context());
  }

  Expected<void> listen();
  void accept();
  void accepted(const Code& code, tcp::socket socket, IoThread& thread);

  const Settings settings;
  Traffic traffic;
  Shared shared;
  std::vector<std::unique_ptr<IoThread>> threads;
  std::size_t next_thread = 0;
  std::optional<tcp::acceptor> acceptor;
  std::optional<asio::steady_timer> after_pause;
  std::uint16_t port = 0;
  bool stopped = false;
};

Expected<void> Server::Parts::listen() {
  Code code;
  const auto address = asio::ip::make_address(settings.address, code);
  if (code) return cannot_listen(settings, code);
  const tcp::endpoint endpoint(address, settings.port);
  if (!code) acceptor->open(endpoint.protocol(), code);
  if (!code) acceptor->set_option(tcp::acceptor::reuse_address(true), code);
  if (!code) acceptor->bind(endpoint, code);
  if (!code) acceptor->listen(backlog, code);
  if (code) return cannot_listen(settings, code);
  port = acceptor->local_endpoint(code).port();
  return {};
}

void Server::Parts::accept() {
  IoThread& thread = *threads[next_thread++ % threads.size()];
  acceptor->async_accept(thread.context(), [this, &thread](Code code, tcp::socket socket) {
    accepted(code, std::move(socket), thread);
  });
}

void Server::Parts::accepted(const Code& code, tcp::socket socket, IoThread& thread) {
  if (!acceptor->is_open()) return;
  if (code) {  // no file left for it, say: it waits until there is one
    after_pause->expires_after(pause);
    after_pause->async_wait([this](Code) {
      if (acceptor->is_open()) accept();
    });
    return;
  }
  Traffic::add(traffic.accepted);
  Code ignored;
  socket.non_blocking(true, ignored);
  socket.set_option(tcp::no_delay(true), ignored);
  const std::int64_t beyond = traffic.open.load() - std::int64_t{settings.connections};
  try {
    if (beyond < most_turned_away) thread.add(std::move(socket), beyond < 0);
  } catch (const std::bad_alloc&) {  // that client finds its connection closed
    Traffic::add(traffic.turned_away);
  }
  accept();
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Expected<std::unique_ptr<Server>> Server::start(const Settings& settings, Completions& completions,
                                                const run::FaultPlan* faults) {
  if (auto sound = check(settings); !sound) return tl::unexpected(sound.error());
  auto parts = std::make_unique<Parts>(settings, completions, faults);
  if (auto listens = parts->listen(); !listens) return tl::unexpected(listens.error());
  parts->accept();
  for (const auto& thread : parts->threads) thread->start();
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::~Server() {
  stop(Duration::zero());
}

std::uint16_t Server::port() const {
  return parts_->port;
}

std::string Server::url() const {
  const std::string& host = parts_->settings.address;
  const bool is_v6 = host.find(':') != std::string::npos;
  return fmt::format("http://{}:{}", is_v6 ? '[' + host + ']' : host, parts_->port);
}

const Traffic& Server::traffic() const {
  return parts_->traffic;
}

void Server::stop(Duration grace) {
  if (std::exchange(parts_->stopped, true)) return;
  parts_->shared.draining.store(true);
  asio::post(parts_->threads.front()->context(), [this] {
    Code ignored;
    parts_->acceptor->close(ignored);
    parts_->after_pause->cancel();
  });
  for (const auto& thread : parts_->threads) thread->drain();
  const Time until = std::chrono::steady_clock::now() + grace;
  while (parts_->traffic.open.load() > 0 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  for (const auto& thread : parts_->threads) thread->stop();
}

}  // namespace engine::inference::server
