#include "scenarios/documents/ablation/ablation_design.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/documents/options/options.h"
#include "scenarios/documents/ablation/ablation_metrics.h"
#include "scenarios/documents/loads/loads.h"
#include "scenarios/documents/loads/trial_loads.h"

namespace scenarios {
namespace {

using harness::ablation::Claim;
using harness::ablation::Comparison;
using harness::ablation::Configuration;
using harness::ablation::Design;
using harness::ablation::Share;

/// What a trial can do on an engine, and so how its load is cut.
struct Cut {
  std::size_t documents, clients;
  double stretch;  // of a load that goes on for a time
};
/// v1 commits each document by itself. Who waits for it does not make it faster, but must be waited
/// for in the end.
constexpr Cut for_v1{80, 16, 3};
/// As many clients as fill a batch of v2 for each of two workers, twice.
constexpr Cut for_v2{400, 400, 1};
/// Where both are compared: the same work, and clients enough for v2 to fill some batches.
constexpr Cut for_both{80, 48, 3};

constexpr Cut in_quick{20, 16, 1};

/// v2 over v1 is what most is said about, and v1's tail latency scatters most.
constexpr std::size_t times_together = 3;

constexpr double of_capacity = 0.6;  // for tail latencies: busy, but not overloaded

const std::string v1 = "v1";
const std::string v2 = "v2";

Settings operator+(Settings left, const Settings& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

std::string names_of(const Settings& settings) {
  std::vector<std::string> names;
  for (const auto& [name, value] : settings) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : "+") + name;
  return text;
}

/// Has v2 these settings by itself?
bool v2_has(const Settings& settings) {
  return changes_from(v2, settings).empty();
}

std::size_t documents_of(const Measurement& measurement, const Cut& cut) {
  return std::min(cut.documents, find_trial_load(measurement.load)->most_documents);
}

std::string load_text(const Measurement& measurement, const Cut& cut) {
  const TrialLoad& load = *find_trial_load(measurement.load);
  std::string text = measurement.corpus.empty()
                         ? fmt::format("{} documents", documents_of(measurement, cut))
                         : "corpus " + measurement.corpus;
  text += fmt::format(", {}", load.description);
  if (!load.share_of.empty()) return text;
  return text + fmt::format(", {} clients", cut.clients);
}

/// Builds a design, entry by entry.
class Building {
 public:
  explicit Building(const AblationSize& size) : handful_(size.handful) {
    design_.trial = size.trial;
    design_.most = size.most;
    design_.within = size.within;
    design_.figure = trial_figure;
  }

  Design build() {
    for (const std::string& preset : {v1, v2}) {
      add_control(preset, "once");
      if (!handful_) add_control(preset, "zipf");
    }
    for (const Measurement& measurement : together()) {
      if (handful_ && measurement.load != "once") continue;
      add_together(measurement);
    }
    for (const Entry& entry : ablation_entries()) {
      if (handful_ && !entry.quick) continue;
      add_to_v1(entry);
    }
    for (const Entry& entry : ablation_entries()) {
      if (!handful_) take_from_v2(entry);
    }
    if (!handful_) add_ladder();
    return std::move(design_);
  }

 private:
  /// `base`: whose capacity an open load's rate is a share of.
  std::size_t configuration(const std::string& preset, const Settings& settings,
                            const Measurement& measurement, const std::string& base,
                            const Cut& cut) {
    std::optional<Share> rate;
    const std::string_view share_of = find_trial_load(measurement.load)->share_of;
    if (!share_of.empty()) {
      rate = Share{configuration(base, {}, {std::string(share_of), {}}, base, cut), of_capacity};
    }
    const bool all = !measurement.corpus.empty();
    return design_.add({.load = measurement.load,
                        .preset = preset,
                        .clients = cut.clients,
                        .most_items = all ? 0 : documents_of(measurement, cut),
                        .settings = changes_from(preset, settings),
                        .held = settings_of_load(measurement.load),
                        .corpus = measurement.corpus,
                        .rate = rate,
                        .stretch = measurement.load == "once" ? 1 : cut.stretch});
  }

  /// Comparisons that share a side are near one another.
  std::size_t block_of(std::size_t shared) {
    return blocks_.emplace(shared, blocks_.size()).first->second;
  }

  void add(const std::string& switch_name, const std::string& against,
           const std::string& optimisation, const Measurement& measurement, const Cut& cut,
           std::size_t without, std::size_t with) {
    if (without == with) return;
    design_.comparisons.push_back({.switch_name = switch_name,
                                   .against = against,
                                   .optimisation = optimisation,
                                   .load = load_text(measurement, cut),
                                   .without = without,
                                   .with = with,
                                   .block = block_of(against == v2 ? with : without),
                                   .claims = measurement.claims});
  }

  void add_control(const std::string& preset, const std::string& load) {
    const Measurement measurement{
        load, {{.metric = "achieved_per_s"}, {.metric = "io_operations_per_request"}}};
    const Cut& cut = preset == v1 || handful_ ? v1_ : for_v2;
    const std::size_t one = configuration(preset, {}, measurement, preset, cut);
    add("", preset, preset + " against itself, " + load, measurement, cut, one, copy_of(one));
    design_.comparisons.back().control = true;
  }

  std::size_t copy_of(std::size_t configuration) {
    Configuration copy = design_.configurations[configuration];
    copy.copy = 1;
    return design_.add(std::move(copy));
  }

  void add_together(const Measurement& measurement) {
    std::string name = "all of v2, " + measurement.load;
    if (!measurement.background.empty()) name += ", same bound";
    add("engine", "v2 over v1", name, measurement, both_,
        configuration(v1, measurement.background, measurement, v1, both_),
        configuration(v2, measurement.background, measurement, v1, both_));
    Comparison& added = design_.comparisons.back();
    added.block = block_of(added.with);
    if (!handful_) added.times = times_together;
  }

  void add_to_v1(const Entry& entry) {
    for (const Measurement& measurement : entry.measurements) {
      add(names_of(entry.on), v1, entry.optimisation, measurement, v1_,
          configuration(v1, entry.background + entry.off, measurement, v1, v1_),
          configuration(v1, entry.background + entry.on, measurement, v1, v1_));
    }
  }

  void take_from_v2(const Entry& entry) {
    if (!v2_has(entry.on)) return;
    for (const Measurement& measurement : entry.measurements) {
      add(names_of(entry.on), v2, entry.optimisation, measurement, for_v2,
          configuration(v2, entry.background + entry.off, measurement, v2, for_v2),
          configuration(v2, entry.background, measurement, v2, for_v2));
    }
  }

  void add_ladder() {
    const Measurement measurement{"zipf",
                                  {{.metric = "achieved_per_s"}, {.metric = "latency_ms_p99"}}};
    // A trial of its own, near to the rungs: the other one is measured more often.
    const std::size_t bottom = copy_of(configuration(v1, {}, measurement, v1, both_));
    std::size_t last = bottom;
    Settings settings;
    for (const Entry& entry : ablation_entries()) {
      if (!v2_has(entry.on)) continue;
      for (const auto& setting : entry.background) {
        if (v2_has({setting})) settings.push_back(setting);
      }
      settings = settings + entry.on;
      const std::size_t rung = configuration(v1, settings, measurement, v1, both_);
      if (rung == last) continue;
      add(names_of(entry.on), "ladder", entry.optimisation, measurement, both_, bottom, rung);
      last = rung;
    }
    add("engine", "ladder", "all of v2", measurement, both_, bottom,
        copy_of(configuration(v2, {}, measurement, v1, both_)));
  }

  bool handful_;
  const Cut v1_ = handful_ ? in_quick : for_v1;
  const Cut both_ = handful_ ? in_quick : for_both;
  Design design_;
  std::map<std::size_t, std::size_t> blocks_;
};

bool is_share(const harness::ablation::Setting& setting) {
  return setting.first == small_cache.first && setting.second.ends_with('%');
}

}  // namespace

Settings changes_from(const std::string& preset, const Settings& settings) {
  const engine::documents::options::Options before =
      preset == v1 ? engine::documents::options::Options::v1()
                   : engine::documents::options::Options::v2();
  engine::documents::options::Options after = before;
  std::optional<std::string> share;
  Settings unknown;
  for (const auto& setting : settings) {
    const engine::documents::options::OptionInfo* const option =
        engine::documents::options::find_option(setting.first);
    if (is_share(setting)) {
      share = setting.second;
    } else if (option == nullptr || !option->set(after, setting.second)) {
      unknown.push_back(setting);
    }
  }
  // A bound that there is gives way to a share; the loads' own share needs no saying.
  if (share && before.cache.capacity_bytes)
    after.cache.capacity_bytes = before.cache.capacity_bytes;
  if (share == small_cache.second && before.cache.capacity_bytes) share.reset();
  Settings changes;
  for (const engine::documents::options::OptionInfo& option :
       engine::documents::options::option_table()) {
    const std::string value = option.get(after);
    if (value != option.get(before)) changes.emplace_back(option.name, value);
  }
  if (share) changes.emplace_back(small_cache.first, *share);
  return changes + unknown;
}

Design ablation_design(const AblationSize& size) {
  return Building(size).build();
}

}  // namespace scenarios
