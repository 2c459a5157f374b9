#include "scenarios/general/catalogue.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/nearest.h"
#include "harness/this_program.h"
#include "scenarios/general/scenarios.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::scenario::Scenario;
using harness::scenario::Subject;

tl::unexpected<harness::Error> not_there(std::string_view what, std::string_view name,
                                         const std::vector<std::string_view>& known,
                                         std::string_view otherwise) {
  const auto near = harness::nearest(name, known);
  return harness::failure(
      fmt::format("there is no {} '{}'; {}", what, name,
                  near ? fmt::format("did you mean {}?", *near) : std::string(otherwise)));
}

const Scenario* named(const Catalogue::Entry& entry, std::string_view name) {
  const auto found = std::ranges::find(entry.scenarios, name, &Scenario::name);
  return found == entry.scenarios.end() ? nullptr : &*found;
}

}  // namespace

Catalogue::Catalogue(std::vector<Subject> subjects, OpenSubject open_subject)
    : subjects_(std::move(subjects)), open_subject_(std::move(open_subject)) {
  for (const Subject& subject : subjects_) entries_.push_back({subject, scenarios_of(subject)});
}

Expected<const Catalogue::Entry*> Catalogue::described(const std::filesystem::path& file) const {
  std::error_code error;
  const std::filesystem::path source = std::filesystem::absolute(file, error);
  for (const Entry& entry : described_) {
    if (entry.subject.source == source) return &entry;
  }
  auto subject = open_subject_(file, subjects_);
  if (!subject) return tl::unexpected(subject.error());
  subject->source = source;
  std::vector<Scenario> scenarios = scenarios_of(*subject);
  return &described_.emplace_back(Entry{std::move(*subject), std::move(scenarios)});
}

Expected<const Catalogue::Entry*> Catalogue::on(std::string_view subject) const {
  if (subject.empty()) return &entries_.front();
  std::vector<std::string_view> names;
  for (const Entry& entry : entries_) {
    if (entry.subject.name == subject) return &entry;
    names.push_back(entry.subject.name);
  }
  if (open_subject_ && (subject.ends_with(".toml") || subject.ends_with(".json"))) {
    return described(subject);
  }
  return not_there("subject", subject, names, harness::to_type("list") + " has them");
}

Expected<Catalogue::Found> Catalogue::find(std::string_view scenario, std::string_view on_) const {
  if (!on_.empty()) {
    const auto entry = on(on_);
    if (!entry) return tl::unexpected(entry.error());
    if (const Scenario* const one = named(**entry, scenario)) return Found{(*entry)->subject, *one};
    std::vector<std::string_view> names;
    for (const Scenario& other : (*entry)->scenarios) names.push_back(other.name);
    return not_there("scenario", scenario, names,
                     fmt::format("see {} --on {}", harness::to_type("list"), on_));
  }
  for (const Entry& entry : entries_) {
    if (const Scenario* const one = named(entry, scenario)) return Found{entry.subject, *one};
  }
  return not_there("scenario", scenario, scenario_names(), "see " + harness::to_type("list"));
}

std::vector<std::string_view> Catalogue::scenario_names() const {
  std::vector<std::string_view> names;
  for (const Entry& entry : entries_) {
    for (const Scenario& scenario : entry.scenarios) {
      if (std::ranges::find(names, scenario.name) == names.end()) names.push_back(scenario.name);
    }
  }
  return names;
}

}  // namespace scenarios
