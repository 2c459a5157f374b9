// What several scenarios have in common.
#pragma once

#include "harness/run/scenario.h"

namespace scenarios {

using harness::load::per_second;
using harness::load::percent_of_capacity;
using harness::run::ClosedLoad;
using harness::run::Form;
using harness::run::OpenLoad;
using harness::run::Scenario;
using harness::run::Step;
using namespace std::chrono_literals;

/// Few documents are asked for often, most of them seldom, as in life; and the cache holds only a
/// part of them, so that it has its say.
inline const harness::load::Popularity as_in_life{
    .choice = harness::load::Choice::zipf, .exponent = 0.9, .classes = {}};
inline const harness::run::Setting small_cache{"cache.capacity", "25%"};

/// Where clients wait for their answers the queue has room for all of them: nothing is to be
/// refused.
inline const harness::run::Limit nothing_shed{"shed<=0%", "default"};

/// What a document engine takes besides its load, over the corpus that comes with the source code,
/// on two cores: its making, and the verification of what it left.
inline constexpr harness::run::Toll engine_toll{
    .making = 20ms, .checking = 70ms, .seeing = {}, .pass = 350ms};

/// A form with one step, which an open load makes.
inline Form one_load(OpenLoad load, harness::Duration capacity, harness::Duration interval) {
  return {.steps = {{.name = "load",
                     .settings = {small_cache},
                     .load = std::move(load),
                     .toll = engine_toll}},
          .capacity = capacity,
          .interval = interval};
}

}  // namespace scenarios
