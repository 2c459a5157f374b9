// An option as a person sees it, and tables of such.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/expected.h"
#include "engine/option_words.h"

namespace engine {

/// One row of a table: an option of what `Owner` holds. A room has the rows of its own settings; a
/// workload's table is made of the rooms' rows.
template <class Owner>
struct OptionInfo {
  std::string_view name;      // "cache.capacity"
  std::string_view values;    // "sequential | threads", "1 to 64"
  std::string_view help;      // one sentence
  std::string_view claim_id;  // in CLAIMS.md: "000.18"
  std::string_view claim;     // what the sources claim for it; empty where they claim nothing
  /// Errors: invalid_option, and nothing is changed.
  std::function<Expected<void>(Owner&, std::string_view)> set;
  std::function<std::string(const Owner&)> get;
};

template <class Owner>
using OptionTable = std::vector<OptionInfo<Owner>>;

/// What a person reads of an option.
struct OptionText {
  std::string_view name, values, help;
  std::string_view claim_id = {}, claim = {};
};

/// A row for the value that `part` leads to: a pointer to a member, or a function that returns a
/// reference to it.
template <class Owner, class Part, class Value>
OptionInfo<Owner> option(const OptionText& text, Part part, OptionWords<Value> words) {
  return {text.name,
          text.values,
          text.help,
          text.claim_id,
          text.claim,
          [part, read = std::move(words.read)](Owner& owner, std::string_view typed) {
            return read(typed).map([&](const Value& value) { std::invoke(part, owner) = value; });
          },
          [part, write = std::move(words.write)](const Owner& owner) {
            return write(std::invoke(part, owner));
          }};
}

/// Puts a room's rows into the table of a workload that has the room's settings as a member.
template <class Owner, class Room>
void append(OptionTable<Owner>& table, Room Owner::*room, OptionTable<Room> rows) {
  for (OptionInfo<Room>& row : rows) {
    table.push_back(
        {row.name, row.values, row.help, row.claim_id, row.claim,
         [room, set = std::move(row.set)](Owner& owner, std::string_view typed) {
           return set(owner.*room, typed);
         },
         [room, get = std::move(row.get)](const Owner& owner) { return get(owner.*room); }});
  }
}

/// Puts in more of the workload's own.
template <class Owner>
void append(OptionTable<Owner>& table, OptionTable<Owner> rows) {
  for (OptionInfo<Owner>& row : rows) table.push_back(std::move(row));
}

}  // namespace engine
