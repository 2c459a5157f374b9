#include "engine/run/line.h"

#include <doctest/doctest.h>

#include "engine/run/told_work.h"

namespace line_test {

using engine::run::Plan;
using Line = engine::run::Line<engine::run::told::Work>;
using Kind = Line::Job::Kind;

namespace {

/// Takes the next job, which is to lead an item, and puts it behind the last stage.
void lead_through(Line& line) {
  Line::Job job = line.take();
  REQUIRE(job.kind == Kind::lead);
  REQUIRE(line.put(*std::move(job.one)));
}

}  // namespace

TEST_CASE("what is through the stages is counted in batches") {
  const Plan plan{.workers = 8,
                  .hands_over = false,
                  .queue_capacity = 100,
                  .batch = {.size = 2, .window = std::chrono::hours(1), .when_idle = false}};
  Line line(engine::run::told::work, plan);
  for (std::size_t i = 0; i < 20; ++i) {
    engine::run::told::Item item{.identity = i, .trace = {}};
    line.enter(item);
  }
  for (int i = 0; i < 2; ++i) lead_through(line);
  CHECK(line.batches_ready() == 1.0);
  CHECK_FALSE(line.is_finishing());
  CHECK(line.take().kind == Kind::finish);
  CHECK(line.is_finishing());
  for (int i = 0; i < 3; ++i) lead_through(line);
  CHECK(line.batches_ready() == 1.5);
  line.finished();
  CHECK(line.take().kind == Kind::finish);
  CHECK(line.batches_ready() == 0.5);
}

}  // namespace line_test
