#include "reports/gate/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "reports/gate/gate_words.h"
#include "reports/gate/metric_rows.h"
#include "reports/page_line.h"
#include "reports/words/escape.h"

namespace reports::gate {

using harness::gate::Kind;
using harness::gate::Outcome;
using harness::result::ObjectiveResult;

namespace {

enum class Result { passed, failure, error, skipped };

/// One test of the list.
struct Case {
  std::string name;
  Result result = Result::passed;
  std::string type;  // "regressed"
  std::string sentence;
};

Result result_of(const GateResult& gate, const Verdict& verdict) {
  const bool advisory = !gate.advisory.empty() || !verdict.metric.gating;
  switch (verdict.kind) {
    case Kind::regressed:
      return advisory ? Result::skipped : Result::failure;
    case Kind::invalid:
      return advisory ? Result::skipped : Result::error;
    case Kind::inconclusive:
      return !advisory && gate.verdict.outcome == Outcome::inconclusive ? Result::error
                                                                        : Result::skipped;
    case Kind::improved:
    case Kind::same:
    case Kind::no_worse:
      break;
  }
  return Result::passed;
}

Case case_of(const GateResult& gate, const Verdict& verdict) {
  return {title_of(verdict.metric), result_of(gate, verdict), std::string(to_string(verdict.kind)),
          (verdict.metric.gating ? "" : "Advisory: ") + verdict.sentence};
}

Case case_of(const GateResult& gate, const ObjectiveResult& objective) {
  using Answer = harness::result::Verdict;
  Case one{"objective " + objective.objective, Result::passed, "met", objective.sentence};
  if (objective.verdict == Answer::met) return one;
  one.type = objective.verdict == Answer::missed ? "missed" : "can't tell";
  one.result = !gate.advisory.empty()                ? Result::skipped
               : objective.verdict == Answer::missed ? Result::failure
                                                     : Result::error;
  return one;
}

std::vector<Case> cases_of(const GateResult& gate) {
  std::vector<Case> cases;
  for (const Verdict& verdict : gate.verdict.metrics) cases.push_back(case_of(gate, verdict));
  for (const ObjectiveResult& one : gate.objectives) cases.push_back(case_of(gate, one));
  const bool told = std::any_of(cases.begin(), cases.end(), [](const Case& one) {
    return one.result == Result::error || one.result == Result::failure;
  });
  const Outcome outcome = gate.verdict.outcome;
  const bool sound = outcome == Outcome::passed || outcome == Outcome::failed;
  // A gate that says nothing of any metric, such as one whose program crashed.
  if (cases.empty() || (outcome == Outcome::invalid && !told)) {
    cases.push_back({"the gate", sound ? Result::passed : Result::error,
                     std::string(to_string(outcome)), gate.verdict.sentence});
  }
  return cases;
}

std::size_t count_of(const std::vector<Case>& cases, Result result) {
  return static_cast<std::size_t>(std::count_if(
      cases.begin(), cases.end(), [&](const Case& one) { return one.result == result; }));
}

const char* element_of(Result result) {
  if (result == Result::failure) return "failure";
  return result == Result::error ? "error" : "skipped";
}

void add_case(std::string& xml, const Case& one, const std::string& class_name) {
  const std::string sentence = words::html_text(one.sentence);
  add_line(xml, "    <testcase classname=\"{}\" name=\"{}\">", class_name,
           words::html_text(one.name));
  if (one.result == Result::passed) {
    add_line(xml, "      <system-out>{}</system-out>", sentence);
  } else if (one.result == Result::skipped) {
    add_line(xml, "      <skipped message=\"{}\"/>", sentence);
  } else {
    add_line(xml, "      <{0} type=\"{1}\" message=\"{2}\">{2}</{0}>", element_of(one.result),
             words::html_text(one.type), sentence);
  }
  add_line(xml, "    </testcase>");
}

void add_properties(std::string& xml, const GateResult& gate) {
  add_line(xml, "    <properties>");
  const auto property = [&](std::string_view name, std::string_view value) {
    add_line(xml, "      <property name=\"{}\" value=\"{}\"/>", name, words::html_text(value));
  };
  property("verdict", gate.verdict.sentence);
  property("base", contender_text(gate.base));
  property("candidate", contender_text(gate.candidate));
  if (!gate.advisory.empty()) property("advisory", gate.advisory);
  add_line(xml, "    </properties>");
}

}  // namespace

std::string junit_xml(const GateResult& gate) {
  const std::vector<Case> cases = cases_of(gate);
  const std::string class_name =
      words::html_text("gate." + (!gate.scenario.empty()  ? gate.scenario
                                  : !gate.subject.empty() ? gate.subject
                                                          : "benchmarks"));
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\"",
                  cases.size(), count_of(cases, Result::failure), count_of(cases, Result::error),
                  count_of(cases, Result::skipped), gate.duration_s);
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  add_line(xml, "<testsuites name=\"prony gate\" {}>", counts);
  // The schema that most readers follow wants a time without a zone, which is then UTC.
  const std::string started = gate.started_utc.substr(0, gate.started_utc.find('Z'));
  add_line(xml, "  <testsuite name=\"{}\" {} timestamp=\"{}\">",
           words::html_text(subject_text(gate)), counts, words::html_text(started));
  add_properties(xml, gate);
  for (const Case& one : cases) add_case(xml, one, class_name);
  add_line(xml, "  </testsuite>\n</testsuites>");
  return xml;
}

}  // namespace reports::gate
