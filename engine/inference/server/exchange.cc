#include "engine/inference/server/exchange.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "engine/inference/server/metrics.h"
#include "engine/run/dice.h"

namespace engine::inference::server {
namespace {

constexpr std::size_t most_at_once = 64;  // tokens of a stream: 16 KiB of events
constexpr std::string_view event_stream = "text/event-stream";
constexpr std::string_view plain_text = "text/plain; version=0.0.4";

}  // namespace

Exchange::Exchange(Shared& shared, std::weak_ptr<Postman> postman, HttpRequest request)
    : shared_(shared),
      postman_(std::move(postman)),
      request_(std::move(request)),
      number_(number()),
      closes_(!request_.keep_alive || !shared.settings.keep_alive || shared.draining.load()) {
  Traffic::add(shared_.traffic.requests);
  route();
}

Exchange::~Exchange() {
  if (inbox_ != nullptr) inbox_->abandon();
}

/// What names it to the fault plan: its id, where that is a number, so that whoever asks can have
/// the same faults again.
std::uint64_t Exchange::number() const {
  std::uint64_t number = 0;
  const char* const end = request_.id.data() + request_.id.size();
  const auto [read, error] = std::from_chars(request_.id.data(), end, number);
  if (error == std::errc{} && read == end) return number;
  return shared_.last_number.fetch_add(1, std::memory_order_relaxed);
}

void Exchange::route() {
  const std::string_view path =
      std::string_view(request_.target).substr(0, request_.target.find('?'));
  const bool completions = path == "/v1/completions";
  if (completions && request_.method == Method::post) return complete();
  if (completions && request_.method == Method::del) return forget();
  models::Models& models = shared_.completions.models();
  const bool gets = request_.method == Method::get;
  if (path == "/v1/models" && gets) return answer(200, models_json(models.look()));
  if (path == "/metrics" && gets) {
    return answer(200, metrics_text(shared_.completions, shared_.traffic), plain_text);
  }
  if (path == "/health" && gets) {
    const models::Models::Look first = models.look().front();
    const bool ready = first.state == models::Models::State::loaded ||
                       first.state == models::Models::State::absent;
    return answer(ready ? 200 : 503, health_json(first));
  }
  const bool known = completions || path == "/v1/models" || path == "/metrics" || path == "/health";
  if (known) return refuse({405, "invalid_request_error"}, "that path has no such method");
  refuse({404, "not_found"},
         "there are POST and DELETE /v1/completions, GET /v1/models, /health and /metrics");
}

void Exchange::complete() {
  auto question = read_question(request_.body, shared_.settings.most_tokens);
  request_.body = {};
  if (!question) return refuse(question.error());
  question->ask.number = number_;
  streams_ = question->stream;
  include_usage_ = question->include_usage;
  writer_.emplace(number_, shared_.completions.model_of(*question));
  if (shared_.faults != nullptr && shared_.faults->at(schedule::send, number_, 1)) {
    breaks_after_ = 1 + run::mixed(number_) % question->ask.most_tokens;
  }
  inbox_ = std::make_shared<Inbox>(postman_, streams_ && shared_.settings.stream,
                                   shared_.settings.stream_buffer);
  shared_.completions.begin(std::move(*question), inbox_);
}

/// Of what was asked so, or, without a body, of all.
void Exchange::forget() {
  if (request_.body.empty()) {
    shared_.completions.forget_all();
    return answer(200, R"({"invalidated":"all"})");
  }
  const auto question = read_question(request_.body, shared_.settings.most_tokens);
  if (!question) return refuse(question.error());
  const bool was_there = shared_.completions.forget(*question);
  answer(200, was_there ? R"({"invalidated":1})" : R"({"invalidated":0})");
}

Head Exchange::head(unsigned status, std::string_view type) const {
  return {status, type, request_.id, closes_, request_.is_1_0};
}

void Exchange::answer(unsigned status, std::string_view body, std::string_view type) {
  ready_ = http_answer(head(status, type), body);
}

void Exchange::refuse(const Refusal& refusal, std::string_view message) {
  answer(refusal.status, error_json(refusal.type, message));
}

void Exchange::refuse(const Error& error) {
  refuse(refusal_of(error.reason), error.detail);
}

Exchange::Next Exchange::write(Outgoing& out) {
  if (inbox_ == nullptr) return write_ready(out);
  return streams_ ? write_events(out) : write_whole(out);
}

Exchange::Next Exchange::write_ready(Outgoing& out) {
  out.bytes += ready_;
  out.end_write();
  return after();
}

Exchange::Next Exchange::write_whole(Outgoing& out) {
  inbox_->read(std::numeric_limits<std::size_t>::max(), news_);
  if (!news_.ended) return Next::waits;
  if (news_.ended->error) {
    refuse(*news_.ended->error);
    return write_ready(out);
  }
  out.bytes += http_answer(head(200, "application/json"), writer_->whole(*news_.whole));
  if (breaks_after_) out.bytes.resize(out.bytes.size() / 2);
  out.end_write();
  return breaks_after_ ? Next::broken : after();
}

Exchange::Next Exchange::write_events(Outgoing& out) {
  inbox_->read(most_at_once, news_);
  const bool fails = news_.ended && news_.ended->error;
  if (fails && !has_head_ && news_.ends.empty()) {
    refuse(*news_.ended->error);
    return write_ready(out);
  }
  if (news_.ends.empty() && !news_.ended) return Next::waits;
  if (!std::exchange(has_head_, true)) out.bytes += stream_head(head(200, event_stream));
  std::string event;
  std::size_t begin = 0;
  for (const std::uint32_t end : news_.ends) {
    event.clear();
    writer_->append_event(event, std::string_view(news_.text).substr(begin, end - begin));
    append(out, event);
    begin = end;
    if (!shared_.settings.coalesce && shared_.settings.stream) out.end_write();
    if (++written_ == breaks_after_) return out.end_write(), Next::broken;
  }
  if (news_.ended) write_end(out);
  if (out.ends.empty() || out.ends.back() < out.bytes.size()) out.end_write();
  if (!news_.ended) return news_.more ? Next::more : Next::waits;
  return fails ? Next::closed : after();
}

void Exchange::write_end(Outgoing& out) {
  std::string event;
  if (news_.ended->error) {
    const Error& error = *news_.ended->error;
    event = "data: " + error_json(refusal_of(error.reason).type, error.detail) + "\n\n";
    return append(out, event);
  }
  writer_->append_end(event, news_.rest, news_.ended->finish);
  if (include_usage_) {
    writer_->append_usage(event, news_.ended->prompt_tokens, news_.ended->answer_tokens);
  }
  event += "data: [DONE]\n\n";
  append(out, event);
  if (!request_.is_1_0) out.bytes += last_chunk;
}

void Exchange::append(Outgoing& out, std::string_view event) const {
  append_chunk(out.bytes, event, request_.is_1_0);
}

}  // namespace engine::inference::server
