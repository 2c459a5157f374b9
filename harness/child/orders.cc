#include "harness/child/orders.h"

#include <array>
#include <limits>

#include "harness/child/message_json.h"

namespace harness::child {
namespace {

constexpr std::array<std::pair<std::string_view, Waiting>, 3> waiting_names{
    {{"spin", Waiting::spin},
     {"sleep_then_spin", Waiting::sleep_then_spin},
     {"sleep", Waiting::sleep}}};

constexpr std::string_view name_of(Waiting waiting) {
  for (const auto& [name, value] : waiting_names) {
    if (value == waiting) return name;
  }
  return {};
}

Json json_of_target(const TargetWords& target) {
  return {{"subject", target.subject},     {"source", target.source.string()},
          {"preset", target.preset},       {"settings", json_of(target.settings)},
          {"items", target.items},         {"most_items", target.most_items},
          {"processes", target.processes}, {"scratch", target.scratch.string()}};
}

void read_target(Fields& fields, TargetWords& target) {
  fields.read_object("target", [&](Fields& words) {
    words.read("subject", target.subject);
    std::string source;
    words.read("source", source);
    target.source = source;
    words.read("preset", target.preset);
    read(words, "settings", target.settings);
    words.read("items", target.items);
    words.read("most_items", target.most_items);
    std::vector<std::uint64_t> processes;
    read(words, "processes", processes);
    for (const std::uint64_t pid : processes) {
      if (pid > static_cast<std::uint64_t>(std::numeric_limits<pid_t>::max())) {
        return words.complain("processes", "has a number that no process has");
      }
      target.processes.push_back(static_cast<pid_t>(pid));
    }
    std::string scratch;
    words.read("scratch", scratch);
    target.scratch = scratch;
  });
}

std::string write(const Greeting& order) {
  return write_message("greeting", {{"protocol", order.protocol}, {"commit", order.wants_commit}});
}

void read_into(Fields& fields, Greeting& order) {
  order.protocol = 0;  // who does not say it speaks none
  fields.read("protocol", order.protocol);
  fields.read("commit", order.wants_commit);
}

std::string write(const TrialOrder& order) {
  Json body{{"target", json_of_target(order.target)},
            {"load", order.load},
            {"clients", order.clients},
            {"rate_per_s", order.rate_per_s},
            {"length_ns", json_of(order.length)},
            {"seed", order.seed}};
  if (order.patience) body["patience_ns"] = json_of(*order.patience);
  return write_message("trial", std::move(body));
}

void read_into(Fields& fields, TrialOrder& order) {
  read_target(fields, order.target);
  fields.read("load", order.load);
  fields.read("clients", order.clients);
  fields.read("rate_per_s", order.rate_per_s);
  read(fields, "length_ns", order.length);
  fields.read("seed", order.seed);
  if (fields.find("patience_ns") != nullptr) read(fields, "patience_ns", order.patience.emplace());
}

Json json_of_load(const SessionLoad& load) {
  if (const auto* clients = std::get_if<Clients>(&load)) {
    return {{"clients", clients->count}, {"threads", clients->threads}};
  }
  const auto& rate = std::get<Rate>(load);
  return {{"rate_per_s", rate.per_s},
          {"arrivals", to_string(rate.arrivals)},
          {"waiting", name_of(rate.waiting)},
          {"threads", rate.threads}};
}

void read_rate(Fields& fields, Rate& rate) {
  fields.read("rate_per_s", rate.per_s);
  fields.read_word("waiting", waiting_names, rate.waiting);
  fields.read("threads", rate.threads);
  std::string arrivals = to_string(rate.arrivals);
  fields.read("arrivals", arrivals);
  const auto parsed = schedule::parse_arrivals(arrivals);
  if (!parsed) return fields.complain("arrivals", "mean nothing: " + parsed.error().message);
  rate.arrivals = *parsed;
}

std::string write(const SessionOrder& order) {
  Json body{{"target", json_of_target(order.target)},
            {"scenario", order.scenario},
            {"load", json_of_load(order.load)},
            {"seed", order.seed}};
  if (order.injected) {
    body["injected"] = {{"work_ns", json_of(order.injected->work)},
                        {"stall_ns", json_of(order.injected->stall)},
                        {"every", order.injected->every}};
  }
  return write_message("open", std::move(body));
}

void read_injection(Fields& fields, drive::Injection& injection) {
  read(fields, "work_ns", injection.work);
  read(fields, "stall_ns", injection.stall);
  fields.read("every", injection.every);
  if (injection.every == 0) fields.complain("every", "is 0");
}

void read_into(Fields& fields, SessionOrder& order) {
  read_target(fields, order.target);
  fields.read("scenario", order.scenario);
  fields.read("seed", order.seed);
  fields.read_object("load", [&](Fields& load) {
    if (load.find("rate_per_s") != nullptr) return read_rate(load, order.load.emplace<Rate>());
    Clients& clients = order.load.emplace<Clients>();
    load.read("clients", clients.count);
    load.read("threads", clients.threads);
  });
  if (fields.find("injected") != nullptr) {
    fields.read_object(
        "injected", [&](Fields& injected) { read_injection(injected, order.injected.emplace()); });
  }
}

std::string write(const SliceOrder& order) {
  return write_message("slice", {{"length_ns", json_of(order.length)},
                                 {"requests", order.requests},
                                 {"patience_ns", json_of(order.patience)}});
}

void read_into(Fields& fields, SliceOrder& order) {
  read(fields, "length_ns", order.length);
  fields.read("requests", order.requests);
  read(fields, "patience_ns", order.patience);
}

std::string write(const CloseOrder& /*order*/) {
  return write_message("close", Json::object());
}

std::string write(const QuitOrder& /*order*/) {
  return write_message("quit", Json::object());
}

template <class One>
Expected<Order> order_of(const std::pair<std::string, Json>& message) {
  return read_body<One>(message,
                        [](Fields& fields, One& order) {
                          if constexpr (!std::is_empty_v<One>) read_into(fields, order);
                        })
      .map([](One&& order) { return Order(std::move(order)); });
}

}  // namespace

std::string write_order(const Order& order) {
  return std::visit([](const auto& one) { return write(one); }, order);
}

Expected<Order> read_order(std::string_view text) {
  const auto message = read_message(text);
  if (!message) return tl::unexpected(message.error());
  const std::string& name = message->first;
  if (name == "greeting") return order_of<Greeting>(*message);
  if (name == "trial") return order_of<TrialOrder>(*message);
  if (name == "open") return order_of<SessionOrder>(*message);
  if (name == "slice") return order_of<SliceOrder>(*message);
  if (name == "close") return order_of<CloseOrder>(*message);
  if (name == "quit") return order_of<QuitOrder>(*message);
  return failure("an order that nobody knows");
}

}  // namespace harness::child
