#include "harness/selftest/selftest.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <vector>

#include "harness/environment/environment.h"
#include "harness/figure_text.h"
#include "harness/selftest/cores.h"
#include "harness/selftest/finest.h"
#include "harness/selftest/noise_checks.h"
#include "harness/selftest/noise_floor.h"
#include "harness/selftest/trial.h"

namespace harness::selftest {
namespace {

using result::Check;
using result::CheckState;

Model at_load(Model model, double rho) {
  model.rate_per_s = rho * model.servers / seconds(model.service);
  return model;
}

/// A self-test while it goes on.
class Running {
 public:
  Running(RealClock& clock, const Plan& plan, const std::function<void(const Part&)>& tell,
          const std::stop_token& stop)
      : clock_(clock), plan_(plan), tell_(tell), stop_(stop) {}

  result::RunResult run() {
    describe_run();
    list_parts();
    double total_s = 0;
    for (const Work& work : parts_) total_s += work.planned_s;
    const Instant begin = clock_.now();
    double done_s = 0;
    for (std::size_t i = 0; i < parts_.size() && !stop_.stop_requested(); ++i) {
      tell_({parts_[i].name, i + 1, parts_.size(), done_s, total_s});
      parts_[i].run();
      done_s += parts_[i].planned_s;
    }
    result_.cut_short = stop_.stop_requested();
    result_.duration_s = seconds(clock_.now() - begin);
    conclude();
    return std::move(result_);
  }

 private:
  struct Work {
    std::string name;
    double planned_s = 0;
    std::function<void()> run;
  };

  void describe_run() {
    result_.scenario = "selftest";
    result_.view = {.judges_machine = true};
    result_.form = plan_.form;
    result_.question = "Is this machine, and this harness, fit to measure?";
    result_.started_utc = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
    result_.command = plan_.command;
    result_.seed = plan_.seed;
    environment::Environment environment =
        environment::describe_environment({.results = plan_.results});
    result_.environment = std::move(environment.facts);
    result_.warnings = std::move(environment.warnings);
    result_.parameters.emplace_back("requests of each model, virtual time",
                                    std::to_string(plan_.virtual_requests));
    result_.parameters.emplace_back("length of each model, real time",
                                    fmt::format("{:g} s", seconds(plan_.real_time)));
    result_.parameters.emplace_back("service time of the models", "100 us in the mean");
  }

  void list_parts() {
    parts_.push_back({"noise floor", 2.2 * seconds(plan_.noise_floor_each), [this] {
                        const NoiseFloor floor =
                            measure_noise_floor(clock_, plan_.noise_floor_each, stop_);
                        if (stop_.stop_requested()) return;
                        for (Check& found : check_noise(floor)) add_check(std::move(found));
                        noise_ = describe(floor);
                      }});
    list_virtual();
    const std::size_t cores = usable_cores().size();
    if (cores >= 2) {
      list_soundings();
      list_real(cores);
    } else {
      add_check({"real time: cores", CheckState::failed, static_cast<double>(cores), 2.0,
                 "Generator and server need a core each; this process may use one only, so "
                 "nothing was measured in real time."});
    }
  }

  void list_virtual() {
    Model model{.requests = plan_.virtual_requests, .seed = plan_.seed};
    add_model(at_load(model, 0.5), Time::virtual_time);
    model.queue = Queue::md1;
    add_model(at_load(model, 0.8), Time::virtual_time);
    model.queue = Queue::mmc;
    model.servers = 4;
    add_model(at_load(model, 0.8), Time::virtual_time);
    model.servers = 1;
    model.queue = Queue::mg1;
    model.cv = 2;
    add_model(at_load(model, 0.5), Time::virtual_time);
    model.law = ServiceLaw::hyperexponential;
    add_model(at_load(model, 0.5), Time::virtual_time);
    const StallTrial stalls{.seed = plan_.seed};
    const Duration length(
        std::llround(static_cast<double>(plan_.virtual_requests) / stalls.rate_per_s * 1e9));
    add_periodic_and_single(stalls, length, Time::virtual_time);
  }

  /// Longer for longer services, so that each has a P99.
  void list_soundings() {
    using std::chrono::microseconds;
    for (const auto& [service, share] : {std::pair{microseconds(100), 0.25},
                                         {microseconds(1'000), 0.5},
                                         {microseconds(10'000), 1.0}}) {
      const Sounding sounding{
          service, Duration(std::llround(share * static_cast<double>(plan_.soundings.count())))};
      parts_.push_back({"even, " + time_text(sounding.service), seconds(sounding.length),
                        [this, sounding] { sound(sounding); }});
    }
  }

  void sound(const Sounding& sounding) {
    Trial trial = run_trial(sounding, clock_, stop_);
    if (trial.measured.cut_short) return;
    soundings_.push_back(trial);
    add(std::move(trial), result_);
  }

  void list_real(std::size_t cores) {
    Model model{.seed = plan_.seed};
    add_model(for_real(model, 0.5), Time::real_time);
    model.queue = Queue::md1;
    add_model(for_real(model, 0.5), Time::real_time);
    model.queue = Queue::mg1;
    model.cv = 2;
    model.law = ServiceLaw::hyperexponential;
    add_model(for_real(model, 0.5), Time::real_time);
    if (cores >= 3) {
      model = {.queue = Queue::mmc, .servers = 2, .seed = plan_.seed};
      add_model(for_real(model, 0.5), Time::real_time);
    } else {
      left_out_ = "M/M/c was measured in virtual time only: in real time it needs three cores.";
    }
    add_periodic_and_single({.seed = plan_.seed}, plan_.real_time / 2, Time::real_time);
  }

  /// A tenth of the requests meet one of ten stalls; a twentieth meet the only one.
  void add_periodic_and_single(StallTrial stalls, Duration length, Time time) {
    stalls.measured = length;
    stalls.stalls = 10;
    stalls.stall = length / 100;
    add_stalls(stalls, time);
    stalls.stalls = 1;
    stalls.stall = length / 20;
    add_stalls(stalls, time);
  }

  Model for_real(const Model& model, double rho) const {
    Model real = at_load(model, rho);
    real.requests = std::max(
        Model::fewest_requests,
        static_cast<std::uint64_t>(std::llround(real.rate_per_s * seconds(plan_.real_time))));
    return real;
  }

  void add_model(const Model& model, Time time) {
    const double virtual_s = 0.5e-6 * static_cast<double>(model.requests);
    const double planned_s = time == Time::virtual_time ? virtual_s : seconds(model.length());
    parts_.push_back({describe(model), planned_s, [this, model, time] {
                        add(run_trial(model, time, clock_, stop_), result_);
                      }});
  }

  void add_stalls(const StallTrial& stalls, Time time) {
    const double planned_s = time == Time::virtual_time ? 0.2 : seconds(stalls.measured);
    parts_.push_back(
        {stalls.stalls == 1 ? "one stall" : "periodic stalls", planned_s,
         [this, stalls, time] { add(run_trial(stalls, time, clock_, stop_), result_); }});
  }

  void add_check(Check found) { result_.checks.push_back(std::move(found)); }

  void conclude() {
    const Finest finest = finest_of(soundings_);
    if (!soundings_.empty()) add_check(check(finest));
    result_.findings.push_back(finest_text(finest));
    result_.findings.push_back(verdict());
    result_.findings.push_back(worst_errors());
    for (std::string& line : noise_) result_.findings.push_back(std::move(line));
    if (!left_out_.empty()) result_.findings.push_back(left_out_);
  }

  std::string verdict() const {
    std::vector<std::string> failed;
    for (const Check& found : result_.checks) {
      if (found.state == CheckState::failed) failed.push_back(found.name);
    }
    if (!failed.empty()) {
      constexpr std::size_t most_named = 3;
      std::string text = "Not fit to measure: " + failed[0];
      for (std::size_t i = 1; i < std::min(failed.size(), most_named); ++i)
        text += "; " + failed[i];
      if (failed.size() > most_named) text += fmt::format("; {} more", failed.size() - most_named);
      return text + ".";
    }
    if (result_.cut_short) return "Cut short: nothing speaks against it so far.";
    return fmt::format("Fit to measure: {} known answers, and no check failed.",
                       result_.known_answers.size());
  }

  /// Of the quantiles that people quote most; P99.9 needs more requests than real time gives.
  std::string worst_errors() const {
    double in_virtual = 0;
    double in_real = 0;
    for (const result::KnownAnswer& row : result_.known_answers) {
      const bool sounding = row.model.starts_with("even, ");  // their errors are the first sentence
      if (!row.relative_error || row.quantile == "p99.9" || sounding) continue;
      double& worst = row.model.ends_with("virtual time") ? in_virtual : in_real;
      worst = std::max(worst, std::abs(*row.relative_error));
    }
    return fmt::format(
        "Largest error of a mean, P50, P95 or P99: {} in virtual time, {} in real time.",
        percent_text(in_virtual), in_real > 10 ? "over 1000 %" : percent_text(in_real));
  }

  RealClock& clock_;
  const Plan& plan_;
  const std::function<void(const Part&)>& tell_;
  const std::stop_token& stop_;
  std::vector<Work> parts_;
  std::vector<std::string> noise_;
  std::vector<Trial> soundings_;
  std::string left_out_;
  result::RunResult result_;
};

}  // namespace

Plan Plan::quick() {
  Plan plan;
  plan.form = "quick";
  plan.virtual_requests = 200'000;
  plan.real_time = std::chrono::milliseconds(500);
  plan.soundings = std::chrono::milliseconds(2'000);
  plan.noise_floor_each = std::chrono::milliseconds(300);
  return plan;
}

result::RunResult run_selftest(RealClock& clock, const Plan& plan,
                               const std::function<void(const Part&)>& tell,
                               const std::stop_token& stop) {
  return Running(clock, plan, tell, stop).run();
}

}  // namespace harness::selftest
