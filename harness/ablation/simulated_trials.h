// Trials whose true effects are known.
#pragma once

#include <cmath>
#include <random>

#include "harness/ablation/rounds.h"

namespace harness::ablation {

/// What disturbs a simulated trial, all on the logarithm of its figure.
struct Noise {
  double trial = 0.03;   // standard deviation from trial to trial
  double drift = 0.05;   // of the machine from round to round, the same for all its trials
  double disturbed = 0;  // how often a trial is hit by something else
  double disturbance = -0.5;
};

/// A design with the effect of `truths[i]` on configuration i + 1 over configuration 0, and rounds
/// of it.
class SimulatedTrials {
 public:
  SimulatedTrials(std::vector<double> truths, Noise noise, double within, std::uint64_t seed)
      : truths_(std::move(truths)), noise_(noise), random_(seed), seed_(seed) {
    design_.configurations.resize(truths_.size() + 1);
    design_.within = within;
    for (std::size_t i = 0; i < truths_.size(); ++i) {
      Comparison comparison;
      comparison.with = i + 1;
      comparison.claims = {{.metric = "speed"}};
      design_.comparisons.push_back(comparison);
    }
  }

  /// Makes rounds until all is narrow enough, or so many are made. Returns how many trials it took.
  std::size_t run(Rounds& rounds, std::size_t most_rounds) {
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    std::size_t trials = 0;
    while (rounds.rounds() < most_rounds) {
      const auto order = rounds.begin();
      if (order.empty()) break;
      const double machine = noise_.drift * normal(random_);
      for (const std::size_t i : order) {
        double log = machine + noise_.trial * normal(random_);
        if (uniform(random_) < noise_.disturbed) log += noise_.disturbance;
        if (i > 0) log += std::log1p(truths_[i - 1]);
        rounds.take(i, {{"speed", 100 * std::exp(log)}});
        ++trials;
      }
      rounds.end();
    }
    return trials;
  }

  const Design& design() const { return design_; }
  Rounds rounds() const { return Rounds(design_, seed_); }

 private:
  std::vector<double> truths_;
  Noise noise_;
  Design design_;
  std::mt19937_64 random_;
  std::uint64_t seed_;
};

}  // namespace harness::ablation
