#include "scenarios/http/client/client_figures.h"

namespace scenarios::http {
namespace {

void set(std::atomic<std::uint64_t>& told, std::uint64_t value) {
  told.store(value, std::memory_order_relaxed);
}

std::uint64_t value(const std::atomic<std::uint64_t>& told) {
  return told.load(std::memory_order_relaxed);
}

}  // namespace

void ClientFigures::add(const ClientFigures& other) {
  ok += other.ok;
  failed += other.failed;
  shed += other.shed;
  waiting += other.waiting;
  open += other.open;
  made += other.made;
  repeated += other.repeated;
  bytes_sent += other.bytes_sent;
  bytes_received += other.bytes_received;
  cpu += other.cpu;
}

void FiguresBoard::count(harness::Outcome outcome) {
  switch (outcome) {
    case harness::Outcome::ok:
      return set(ok_, ++now.ok);
    case harness::Outcome::failed:
      return set(failed_, ++now.failed);
    case harness::Outcome::shed:
      return set(shed_, ++now.shed);
  }
}

void FiguresBoard::tell() {
  set(waiting_, now.waiting);
  set(open_, now.open);
  set(made_, now.made);
  set(repeated_, now.repeated);
  set(bytes_sent_, now.bytes_sent);
  set(bytes_received_, now.bytes_received);
}

ClientFigures FiguresBoard::told() const {
  return {.ok = value(ok_),
          .failed = value(failed_),
          .shed = value(shed_),
          .waiting = value(waiting_),
          .open = value(open_),
          .made = value(made_),
          .repeated = value(repeated_),
          .bytes_sent = value(bytes_sent_),
          .bytes_received = value(bytes_received_)};
}

}  // namespace scenarios::http
