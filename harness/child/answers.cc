#include "harness/child/answers.h"

#include <fmt/format.h>

#include "harness/child/message_json.h"
#include "harness/child/slice_report_json.h"
#include "harness/result/counter_names.h"
#include "harness/result/run_texts.h"

namespace harness::child {
namespace {

std::string write(const Hello& hello) {
  const environment::BuildFacts& build = hello.build;
  Json body{{"protocol", hello.protocol},
            {"version", hello.version},
            {"build",
             {{"compiler", build.compiler},
              {"flags", build.flags},
              {"type", build.build_type},
              {"sanitizers", build.sanitizers},
              {"source", build.source_dir},
              {"optimised", build.optimised},
              {"assertions", build.assertions}}},
            {"subjects", hello.subjects}};
  if (hello.commit) {
    body["commit"] = {{"id", hello.commit->id}, {"dirty", json_of(hello.commit->dirty)}};
  }
  return write_message("hello", std::move(body));
}

void read_into(Fields& fields, Hello& hello) {
  hello.protocol = 0;  // who does not say it speaks none
  fields.read("protocol", hello.protocol);
  fields.read("version", hello.version);
  fields.read_object("build", [&](Fields& build) {
    build.read("compiler", hello.build.compiler);
    build.read("flags", hello.build.flags);
    build.read("type", hello.build.build_type);
    build.read("sanitizers", hello.build.sanitizers);
    build.read("source", hello.build.source_dir);
    build.read("optimised", hello.build.optimised);
    build.read("assertions", hello.build.assertions);
  });
  fields.read_object("commit", [&](Fields& commit) {
    commit.read("id", hello.commit.emplace().id);
    commit.read("dirty", hello.commit->dirty);
  });
  fields.read("subjects", hello.subjects);
}

std::string write(const Progress& progress) {
  return write_message("progress", {{"phase", progress.phase}});
}

void read_into(Fields& fields, Progress& progress) {
  fields.read("phase", progress.phase);
}

std::string write(const TrialAnswer& answer) {
  Json files = Json::object();
  for (result::RunText& one : result::write_run_texts(answer.result)) {
    files[one.name] = std::move(one.text);
  }
  return write_message("result", std::move(files));
}

void read_into(Fields& fields, TrialAnswer& answer) {
  auto result = result::read_run_texts({
      .has = [&](const std::string& name) { return fields.find(name) != nullptr; },
      .read = [&](const std::string& name) -> Expected<std::string> {
        const Json* const text = fields.find(name);
        if (text == nullptr || !text->is_string()) return failure(name + " is missing");
        return text->get<std::string>();
      },
      .place = [](const std::string& name) { return name; },
  });
  if (!result) return fields.complain("", "is none: " + result.error().message);
  answer.result = std::move(*result);
}

constexpr std::array<std::pair<std::string_view, CounterGate>, 3> counter_gate_names{
    {{"none", CounterGate::none},
     {"more_is_better", CounterGate::more_is_better},
     {"less_is_better", CounterGate::less_is_better}}};

Json json_of_counter(const CounterInfo& counter) {
  return {{"name", counter.name},
          {"unit", counter.unit},
          {"kind", result::name_of(counter.kind)},
          {"help", counter.help},
          {"part", counter.part},
          {"whole", counter.whole},
          {"gate", counter_gate_names.at(static_cast<std::size_t>(counter.gate)).first}};
}

void read_counter(Fields& fields, CounterInfo& counter) {
  fields.read("name", counter.name);
  fields.read("unit", counter.unit);
  fields.read_word("kind", result::counter_kind_names, counter.kind);
  fields.read("help", counter.help);
  fields.read("part", counter.part);
  fields.read("whole", counter.whole);
  fields.read_word("gate", counter_gate_names, counter.gate);
}

std::string write(const Ready& ready) {
  Json counters = Json::array();
  for (const CounterInfo& counter : ready.counters) counters.push_back(json_of_counter(counter));
  return write_message("ready", {{"engine", ready.engine},
                                 {"population", ready.population},
                                 {"counters", std::move(counters)},
                                 {"parameters", json_of(ready.parameters)},
                                 {"making_ns", json_of(ready.making)}});
}

void read_into(Fields& fields, Ready& ready) {
  fields.read("engine", ready.engine);
  fields.read("population", ready.population);
  fields.read_list("counters", ready.counters, read_counter);
  read(fields, "parameters", ready.parameters);
  read(fields, "making_ns", ready.making);
}

std::string write(const SliceReport& report) {
  return write_message("slice", json_of(report));
}

std::string write(const Closed& closed) {
  return write_message("closed", {{"wrong", closed.wrong}});
}

void read_into(Fields& fields, Closed& closed) {
  fields.read("wrong", closed.wrong);
}

std::string write(const Refusal& refusal) {
  return write_message("refused", {{"why", refusal.why}});
}

void read_into(Fields& fields, Refusal& refusal) {
  fields.read("why", refusal.why);
}

template <class One>
Expected<Answer> answer_of(const std::pair<std::string, Json>& message) {
  return read_body<One>(message, [](Fields& fields, One& answer) { read_into(fields, answer); })
      .map([](One&& answer) { return Answer(std::move(answer)); });
}

}  // namespace

std::string write_answer(const Answer& answer) {
  return std::visit([](const auto& one) { return write(one); }, answer);
}

Expected<Answer> read_answer(std::string_view text) {
  const auto message = read_message(text);
  if (!message) return tl::unexpected(message.error());
  const std::string& name = message->first;
  if (name == "hello") return answer_of<Hello>(*message);
  if (name == "progress") return answer_of<Progress>(*message);
  if (name == "result") return answer_of<TrialAnswer>(*message);
  if (name == "ready") return answer_of<Ready>(*message);
  if (name == "slice") return answer_of<SliceReport>(*message);
  if (name == "closed") return answer_of<Closed>(*message);
  if (name == "refused") return answer_of<Refusal>(*message);
  return failure("an answer that nobody knows");
}

}  // namespace harness::child
