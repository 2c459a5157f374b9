// A form made to fit into a time.
#pragma once

#include "harness/expected.h"
#include "harness/scenario/scenario.h"

namespace harness::scenario {

/// The shortest that anything is measured in: a step in the mean, the capacity, a search.
inline constexpr Duration shortest_step = std::chrono::milliseconds(100);
inline constexpr Duration shortest_capacity = std::chrono::milliseconds(200);
inline constexpr Duration shortest_search = std::chrono::seconds(1);

/// Stretches everything measured alike by `factor`; the capacity's measuring, warm-ups, ageing, a
/// search's probes and the number of passes wanted shrink with it, but never grow. Precondition:
/// factor > 0.
void stretch(Step& step, double factor);
void stretch(Form& form, double factor);

/// Stretches the form so that all of its run takes `length` as planned: targets made and checked,
/// capacity, warm-ups and what is measured (see length_of). A load of passes then wants one only.
/// Error: too short a length for the
/// shortest of each part; the sentence has the parts and the least that would do.
Expected<void> fit(Form& form, Duration length);

/// A target of that many items takes as much longer than one of its default ones to be shown them
/// and asked for them: `times` as many bytes, say. Changes the form's tolls.
void change_items(Form& form, double times);

}  // namespace harness::scenario
