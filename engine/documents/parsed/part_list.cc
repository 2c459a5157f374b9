#include "engine/documents/parsed/part_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace engine::documents::parsed {

Extent extent_of(const Parsed& parsed) {
  const auto any_failed_of = [&](std::initializer_list<Reason> reasons) {
    return std::ranges::any_of(parsed.parts, [&](const Part& part) {
      return std::ranges::any_of(reasons, [&](Reason reason) {
        return part.problem.starts_with(std::string(to_string(reason)) + ':');
      });
    });
  };
  if (any_failed_of({Reason::timed_out, Reason::overloaded, Reason::internal})) {
    return Extent::cut_by_chance;
  }
  return any_failed_of({Reason::out_of_cpu, Reason::out_of_memory}) ? Extent::cut_by_limits
                                                                    : Extent::whole;
}

void PartList::clear() {
  parts_.clear();
  first_error_.reset();
}

Expected<void> PartList::add(std::string name, BlockWriter& writer,
                             const std::function<Expected<void>()>& read) {
  if (parts_.size() == most_parts) {
    return failure(Reason::too_large, fmt::format("more than {} parts", most_parts));
  }
  const std::size_t before = writer.blocks().size();
  Expected<void> done;
  if (parts_.size() >= budget_.parts()) {
    done = failure(Reason::too_large, fmt::format("only {} parts may be read", budget_.parts()));
  } else {
    done = within_budget(read);
    writer.end_block();
    if (!done && done.error().reason == Reason::too_large) return done;
  }
  if (!done) writer.keep(before);
  Part part{.name = std::move(name)};
  const auto blocks = writer.blocks();
  if (blocks.size() > before) {
    part.begin = blocks[before].begin;
    part.end = blocks.back().end;
  } else {
    const bool nothing = done || done.error().reason == Reason::empty;
    part.fate = nothing ? Part::Fate::empty : Part::Fate::failed;
    part.begin = part.end = blocks.empty() ? 0 : blocks.back().end;
    if (!nothing) {
      part.problem = fmt::format("{}: {}", to_string(done.error().reason), done.error().detail);
      if (!first_error_) first_error_ = std::move(done.error());
    }
  }
  parts_.push_back(std::move(part));
  return {};
}

Expected<void> PartList::within_budget(const std::function<Expected<void>()>& read) {
  try {
    budget_.check_now();
    return read();
  } catch (const Spent& spent) {
    return tl::unexpected(spent.error);
  }
}

std::vector<Part> PartList::take() {
  first_error_.reset();
  return std::exchange(parts_, {});
}

}  // namespace engine::documents::parsed
