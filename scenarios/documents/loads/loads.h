// What several scenarios of documents have in common.
#pragma once

#include "scenarios/general/loads.h"

namespace scenarios {

/// Few documents are asked for often, most of them seldom, as in life; and the cache holds only a
/// part of them, so that it has its say.
inline const harness::mix::Popularity as_in_life{
    .choice = harness::mix::Choice::zipf, .exponent = 0.9, .classes = {}};
inline const harness::scenario::Setting small_cache{"cache.capacity", "25%"};

/// What a document engine takes besides its load, over the corpus that comes with the source code,
/// on two cores: its making, and the verification of what it left.
inline constexpr harness::scenario::Toll engine_toll{
    .making = 20ms, .checking = 70ms, .seeing = {}, .pass = 350ms};

/// A form with one step, which an open load makes, and the usual cache.
inline Form document_load(OpenLoad load, harness::Duration capacity, harness::Duration interval) {
  Subject subject;
  subject.usual = {small_cache};
  subject.toll = engine_toll;
  return one_load(subject, std::move(load), capacity, interval);
}

}  // namespace scenarios
