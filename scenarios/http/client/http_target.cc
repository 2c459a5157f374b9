#include "scenarios/http/client/http_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "scenarios/http/client/client_thread.h"
#include "scenarios/http/client/open_files.h"
#include "scenarios/http/client/reach.h"

namespace scenarios::http {
namespace {

using harness::CounterKind;
using harness::failure;
using harness::scenario::Prepared;
using harness::scenario::Resources;
using harness::scenario::TargetOrder;

/// What a client is made from, once the server was found.
struct Found {
  std::unique_ptr<StartedServer> server;  // null: it ran already
  std::optional<Tls> tls;
  Address address;
};

class HttpTarget final : public harness::Target {
 public:
  HttpTarget(harness::Clock& clock, ClientPlan plan, std::shared_ptr<const MessageSource> source,
             Found found)
      : plan_(std::move(plan)), source_(std::move(source)), found_(std::move(found)) {
    const ClientRoute route{clock, *source_, found_.address, found_.tls ? &*found_.tls : nullptr};
    const std::size_t threads = std::clamp<std::size_t>(plan_.threads, 1, plan_.connections);
    for (std::size_t k = 0; k < threads; ++k) {
      const std::size_t share = plan_.connections / threads + (k < plan_.connections % threads);
      threads_.push_back(std::make_unique<ClientThread>(route, plan_, share));
    }
  }

  std::uint64_t population() const override { return source_->population(); }
  bool concurrent() const override { return true; }
  harness::RequestClasses classes() const override { return source_->classes(); }
  std::vector<std::string> stages() const override {
    return {"connect", "first byte", "last byte"};
  }

  void submit(const harness::Request& request, harness::Completion done) override {
    least_busy().submit({request, done});
  }

  std::unique_ptr<harness::Attendance> attend() override {
    return threads_.size() == 1 ? threads_.front()->attend() : nullptr;
  }

  std::vector<harness::CounterInfo> counters() const override;
  harness::Observation observe(std::span<harness::CounterValue> values) override;

 private:
  ClientThread& least_busy() {
    if (threads_.size() == 1) return *threads_.front();
    return **std::ranges::min_element(threads_, {},
                                      [](const auto& thread) { return thread->under_way(); });
  }

  const ClientPlan plan_;
  const std::shared_ptr<const MessageSource> source_;
  const Found found_;
  std::vector<std::unique_ptr<ClientThread>> threads_;  // end before the server does
};

std::vector<harness::CounterInfo> HttpTarget::counters() const {
  return {
      {"connections_open", "connections", CounterKind::level, "connections to the server"},
      {"connections_made", "connections", CounterKind::total, "connections begun"},
      {"requests_repeated", "requests", CounterKind::total,
       "sent again, as the server had closed the idle connection"},
      {"bytes_sent", "bytes", CounterKind::total, "of requests"},
      {"bytes_received", "bytes", CounterKind::total, "of answers"},
      {"client_cpu_time", "s", CounterKind::total,
       "CPU time of the client's threads, and of a driver that does their work"},
  };
}

harness::Observation HttpTarget::observe(std::span<harness::CounterValue> values) {
  ClientFigures all;
  for (const auto& thread : threads_) all.add(thread->figures());
  const std::array<double, 6> told{
      static_cast<double>(all.open),           static_cast<double>(all.made),
      static_cast<double>(all.repeated),       static_cast<double>(all.bytes_sent),
      static_cast<double>(all.bytes_received), harness::seconds(all.cpu)};
  std::copy_n(told.begin(), std::min(told.size(), values.size()), values.begin());
  harness::Observation seen;
  seen.ok = all.ok;
  seen.failed = all.failed;
  seen.shed = all.shed;
  seen.queue_depth = all.waiting;
  return seen;
}

/// Connections that there may be; an error where so many were asked for that there may not.
harness::Expected<std::size_t> most_connections(const ClientPlan& plan) {
  const std::size_t room = room_for_sockets();
  if (plan.connections > room || room == 0) {
    return failure(
        fmt::format("{} connections need as many open files, and the system allows {} "
                    "more: raise its limit (ulimit -n)",
                    std::max<std::size_t>(plan.connections, 1), room));
  }
  return plan.connections > 0 ? plan.connections : std::min(ClientPlan::most_connections, room);
}

harness::Expected<Found> find(const TargetOrder& order, const ClientPlan& plan,
                              const Endpoint& endpoint) {
  Found found;
  if (endpoint.tls) {
    auto tls = Tls::make(plan.trust, endpoint.host);
    if (!tls) return tl::unexpected(tls.error());
    found.tls = std::move(*tls);
  }
  const auto addresses = resolve(endpoint);
  if (!addresses) return tl::unexpected(addresses.error());
  const Reach asked{.endpoint = endpoint,
                    .addresses = *addresses,
                    .tls = found.tls ? &*found.tls : nullptr,
                    .patience = plan.timeout,
                    .stop = order.stop};
  if (!plan.server.command.empty()) {
    const Reach plain{endpoint, *addresses, nullptr, plan.timeout, order.stop};
    if (reach(plain)) {
      return failure(
          fmt::format("at {} a server answers before the one that is to be measured was "
                      "started",
                      endpoint.authority));
    }
    if (order.tell) order.tell("waiting for the server");
    auto server = StartedServer::start(plan.server.command, order.scratch);
    if (!server) return tl::unexpected(server.error());
    found.server = std::move(*server);
  }
  const auto address =
      found.server ? wait_for(*found.server, plan.server.ready, asked) : reach(asked);
  if (!address) return tl::unexpected(address.error());
  found.address = *address;
  return found;
}

}  // namespace

harness::Expected<Prepared> make_http_target(const TargetOrder& order, ClientPlan plan,
                                             std::shared_ptr<const MessageSource> source) {
  const auto connections = most_connections(plan);
  if (!connections) return tl::unexpected(connections.error());
  auto found = find(order, plan, source->endpoint());
  if (!found) return tl::unexpected(found.error());
  Prepared prepared;
  prepared.engine = order.engine;
  prepared.parameters = {{"server address", text_of(found->address)},
                         {"connections at most", std::to_string(*connections)},
                         {"client threads", std::to_string(plan.threads)}};
  prepared.resources = plan.resources;
  if (found->server) prepared.processes = {found->server->pid()};
  if (found->server || !order.processes.empty()) prepared.resources = Resources::other_processes;
  plan.connections = *connections;
  prepared.target = std::make_unique<HttpTarget>(order.clock, std::move(plan), std::move(source),
                                                 std::move(*found));
  return prepared;
}

}  // namespace scenarios::http
