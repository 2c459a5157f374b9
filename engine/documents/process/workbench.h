// What a child process works with.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/documents/parse/parser.h"
#include "engine/documents/process/message.h"

namespace engine::documents::process {

/// Parses, chunks and analyses one document after the other, as its settings say.
class Workbench {
 public:
  explicit Workbench(const Settings& settings) : settings_(settings) {}

  /// No exception leaves it: one that is thrown fails the document as Reason::internal.
  Reply work(const Job& job);

 private:
  struct Tools {
    explicit Tools(const Settings& settings)
        : parser(settings.most_unpacked), analyser(settings.analysis) {}

    parse::Parser parser;
    analyse::Analyser analyser;
  };

  Expected<Made> make(const Job& job, Times& times);

  const Settings settings_;
  std::optional<Tools> tools_;
};

}  // namespace engine::documents::process
