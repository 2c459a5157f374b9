#include "engine/telemetry/settings.h"

namespace engine::telemetry {

OptionTable<Settings> rows() {
  using namespace option_words;
  return {option<Settings>(
              {"telemetry", "off | metrics | spans",
               "Count and time what is done, in a file beside the database; with "
               "spans, trace sampled documents too.",
               "000.14", "better observability; its cost is not stated"},
              &Settings::level,
              choice<Level>(
                  {{"off", Level::off}, {"metrics", Level::metrics}, {"spans", Level::spans}})),
          option<Settings>({"telemetry.sample", "1 to 1000000",
                            "Of so many documents one is traced, by chance."},
                           &Settings::sample, count<std::uint32_t>(1, 1'000'000)),
          option<Settings>({"telemetry.max_bytes", "a size",
                            "What DATABASE.telemetry.jsonl and its predecessor may take together."},
                           &Settings::max_bytes, bytes())};
}

}  // namespace engine::telemetry
