#include "engine/inference/server/io_thread.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <utility>

namespace engine::inference::server {
namespace {

namespace asio = boost::asio;
using Code = boost::system::error_code;

constexpr auto between_checks = std::chrono::milliseconds(100);

}  // namespace

IoThread::IoThread(Shared& shared)
    : common_{shared,
              buffer_,
              {},
              [this](Connection& one) { remove(one); },
              [this](std::shared_ptr<Connection> one) { put_mail(std::move(one)); }} {}

IoThread::~IoThread() {
  stop();
}

void IoThread::start() {
  tick();
  thread_ = std::thread([this] { context_.run(); });
}

void IoThread::add(Connection::Socket socket, bool has_room) {
  asio::dispatch(context_, [this, has_room, socket = std::move(socket)]() mutable {
    common_.shared.traffic.open.fetch_add(1, std::memory_order_relaxed);
    const auto& added =
        connections_.emplace_back(std::make_shared<Connection>(common_, std::move(socket)));
    added->place = connections_.size() - 1;
    const auto connection = added;  // it may go at once
    if (has_room) {
      connection->start();
    } else {
      connection->turn_away();
    }
  });
}

void IoThread::tick() {
  timer_.expires_after(between_checks);
  timer_.async_wait([this](Code code) {
    if (code) return;
    common_.shared.completions.models().give_up();
    const Time now = std::chrono::steady_clock::now();
    // Backwards: the last one takes the place of one that goes.
    for (std::size_t i = connections_.size(); i-- > 0;) {
      const std::shared_ptr<Connection> one = connections_[i];
      one->check(now);
    }
    tick();
  });
}

void IoThread::remove(Connection& connection) {
  common_.shared.traffic.open.fetch_sub(1, std::memory_order_relaxed);
  const std::size_t place = connection.place;
  connections_[place] = std::move(connections_.back());
  connections_[place]->place = place;
  connections_.pop_back();
}

void IoThread::put_mail(std::shared_ptr<Connection> connection) {
  bool first = false;
  {
    const std::lock_guard lock(mail_mutex_);
    first = mail_.empty();
    mail_.push_back(std::move(connection));
  }
  if (first) asio::post(context_, [this] { take_mail(); });
}

void IoThread::take_mail() {
  {
    const std::lock_guard lock(mail_mutex_);
    opened_.swap(mail_);
  }
  for (const auto& connection : opened_) connection->look_into_inbox();
  opened_.clear();
}

void IoThread::drain() {
  asio::post(context_, [this] {
    for (std::size_t i = connections_.size(); i-- > 0;) {
      const std::shared_ptr<Connection> one = connections_[i];
      one->drain();
    }
  });
}

void IoThread::stop() {
  if (!thread_.joinable()) return;
  asio::post(context_, [this] {
    timer_.cancel();
    while (!connections_.empty()) {
      const std::shared_ptr<Connection> one = connections_.back();
      one->close();
    }
    context_.stop();
  });
  thread_.join();
}

}  // namespace engine::inference::server
