#include "scenarios/documents/ingest_text.h"

#include <doctest/doctest.h>

#include "scenarios/terminal/terminal_text.h"

namespace ingest_text_test {

using engine::Reason;
using scenarios::ingest_line;
using scenarios::ingest_text;
using scenarios::IngestEnd;
using scenarios::IngestProgress;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

IngestEnd some_end() {
  IngestEnd end;
  end.progress.tally = {
      .submitted = 112, .ok = 100, .bytes = 50 << 20, .unchanged = 10, .failed = 2};
  end.progress.tally.failures[Reason::malformed] = {
      .count = 2, .not_tried = 1, .example = "/x/a.docx", .detail = "no zip file", .bytes = 9};
  end.progress.files = 112;
  end.progress.seconds = 20;
  end.walked.documents = 112;
  end.database = "d.sqlite";
  end.database_bytes = 3 << 20;
  return end;
}

}  // namespace

TEST_CASE("the line says how far it is, how long it will take and how fast it goes") {
  IngestProgress progress;
  progress.tally = {.submitted = 60, .ok = 40, .bytes = 20 << 20, .unchanged = 9, .failed = 1};
  progress.files = 200;
  progress.seconds = 10;
  const std::string line = ingest_line(progress, 120);
  CHECK(has(line, "25 %"));
  CHECK(has(line, "0:30 left"));
  CHECK(has(line, "50 of 200 documents"));
  CHECK(has(line, "5/s"));
  CHECK(has(line, "2 MiB/s"));
  CHECK(has(line, "9 unchanged"));
  CHECK(has(line, "1 failed"));
  CHECK(scenarios::columns_of(ingest_line(progress, 40)) <= 40);
}

TEST_CASE("the line says what is known before the files are counted, and before anything ended") {
  IngestProgress progress;
  CHECK(has(ingest_line(progress, 99), "0 documents"));
  progress.files = 10;
  CHECK(has(ingest_line(progress, 99), "0 of 10 documents"));
  CHECK_FALSE(has(ingest_line(progress, 99), "left"));
  progress.files = 0;
  CHECK(has(ingest_line(progress, 99), "0 of 0"));
}

TEST_CASE("the table has every way to end, and names what failed") {
  const std::string text = ingest_text(some_end(), 100);
  CHECK(has(text, "worked on"));
  CHECK(has(text, "50 MiB, 5/s"));
  CHECK(has(text, "unchanged"));
  CHECK(has(text, "malformed"));
  CHECK(has(text, "/x/a.docx: no zip file"));
  CHECK(has(text, "d.sqlite: 3 MiB; 20 s"));
  CHECK(has(text, "1 failed before for what is in its bytes and was not tried again"));
  CHECK_FALSE(has(text, "Nothing to do"));
  CHECK_FALSE(has(text, "Ended early"));
}

TEST_CASE("a document some of whose pages failed is told") {
  IngestEnd end = some_end();
  CHECK_FALSE(has(ingest_text(end, 100), "with failed parts"));
  end.progress.tally.incomplete = 1;
  end.progress.tally.incomplete_example = "/x/a.pdf: page 2: timed out: it was not done";
  CHECK(has(ingest_text(end, 100), "with failed parts"));
  CHECK(has(ingest_text(end, 100), "/x/a.pdf: page 2: timed out: it was not done"));
}

TEST_CASE("a folder in which nothing changed is nothing to do") {
  IngestEnd end = some_end();
  end.progress.tally = {.submitted = 12, .unchanged = 12};
  CHECK(has(ingest_text(end, 100), "Nothing to do: all 12 documents are as they were."));
  end.progress.tally = {};
  CHECK(has(ingest_text(end, 100), "no documents in this folder"));
}

TEST_CASE("what was ended early says what is left") {
  IngestEnd end = some_end();
  end.is_over = false;
  end.progress.files = 200;
  CHECK(has(ingest_text(end, 100), "88 of 200 documents are left"));
  end.progress.files.reset();
  CHECK(has(ingest_text(end, 100), "some documents are left"));
  end.progress.files = 1;  // counted before others came
  CHECK(has(ingest_text(end, 100), "0 of 112 documents are left"));
}

TEST_CASE("what a file's name holds does not reach the terminal as it is") {
  IngestEnd end = some_end();
  end.progress.tally.failures[Reason::malformed].example = "a\x1b[31m\n.docx";
  const std::string text = ingest_text(end, 100);
  CHECK_FALSE(has(text, "\x1b"));
  CHECK_FALSE(has(text, "\n.docx"));
}

TEST_CASE("poison is named, with its reason, and how to have it tried again") {
  IngestEnd end = some_end();
  CHECK_FALSE(has(ingest_text(end, 100), "Set aside"));
  end.set_aside = {{.id = "/x/bad.pdf",
                    .path = {},
                    .key = {},
                    .reason = "crashed",
                    .detail = "killed by signal 11",
                    .attempts = 3}};
  const std::string text = ingest_text(end, 100);
  CHECK(has(text, "Set aside as poison: 1. --retry-quarantined tries them again."));
  CHECK(has(text, "/x/bad.pdf: crashed: killed by signal 11 (3 attempts)"));
  end.set_aside.resize(30);
  CHECK(has(ingest_text(end, 100), "and 20 more"));
}

TEST_CASE("a document that takes long is named, and where in it the parser is") {
  using engine::documents::Progress;
  scenarios::IngestProgress progress = some_end().progress;
  progress.longest = Progress{"book.pdf", {}, "parse", Progress::Unit::pages, 213, 2'000};
  CHECK(has(scenarios::ingest_line(progress, 300), "book.pdf: page 213 of 2000"));
  progress.longest = Progress{"log.txt", {}, "parse", Progress::Unit::bytes, 500, 2'000};
  CHECK(has(scenarios::ingest_line(progress, 300), "log.txt: 25 %"));
  progress.longest = Progress{"log.txt", {}, "analyse"};
  CHECK(has(scenarios::ingest_line(progress, 300), "log.txt: analyse"));
}

}  // namespace ingest_text_test
