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

TEST_CASE("while finishing is behind, no second worker leads items on") {
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
  CHECK(line.take().kind == Kind::finish);
  // Until the next batch is full, all may.
  Line::Job one = line.take();
  Line::Job other = line.take();
  REQUIRE(one.kind == Kind::lead);
  REQUIRE(other.kind == Kind::lead);
  line.put(*std::move(one.one));
  line.put(*std::move(other.one));
  Line::Job alone = line.take();
  CHECK(alone.kind == Kind::lead);
  CHECK_FALSE(line.can_take());
  line.put(*std::move(alone.one));
  CHECK(line.can_take());
  // When that one is finished, the next is, and all may again.
  line.finished();
  CHECK(line.take().kind == Kind::finish);
  CHECK(line.take().kind == Kind::lead);
  CHECK(line.can_take());
}

}  // namespace line_test
