// What each request makes of a command.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "harness/target.h"
#include "scenarios/command/settings.h"
#include "scenarios/templates/item_table.h"
#include "scenarios/templates/text_template.h"

namespace scenarios::command {

/// The words and the input of each request. Immutable; any thread.
class Requests {
 public:
  /// An error names what no field fills, the program that is not there, or the item that can't be
  /// a word or, of a coprocess, held by its framing.
  static harness::Expected<Requests> make(const CommandSettings& settings,
                                          templates::ItemTable items);

  std::uint64_t population() const { return items_.count(); }
  /// The item as a person knows it.
  std::string name(std::uint64_t item) const;

  /// The program's file, looked for once unless it varies by request.
  harness::Expected<std::filesystem::path> program(const std::vector<std::string>& words) const;
  /// Of one that is started for the request.
  std::vector<std::string> words(const harness::Request& request) const;
  /// Of one that is started for all of them.
  bool words_vary() const;

  bool has_input() const { return input_.has_value(); }
  /// Appends what the program reads for the request. Precondition: has_input().
  void input(const harness::Request& request, std::string& into) const;

 private:
  Requests(templates::ItemTable items) : items_(std::move(items)) {}
  harness::Expected<void> check_words() const;
  harness::Expected<void> check_frames(Framing framing) const;

  templates::ItemTable items_;
  std::vector<templates::TextTemplate> words_;
  std::optional<templates::TextTemplate> input_;
  std::filesystem::path program_;  // empty: it varies
};

}  // namespace scenarios::command
