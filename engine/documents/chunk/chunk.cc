#include "engine/documents/chunk/chunk.h"

#include <algorithm>
#include <string_view>

#include "engine/documents/chunk/sentences.h"

namespace engine::documents::chunk {
namespace {

constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);
constexpr std::uint32_t longest_character = 4;

constexpr bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}
constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::uint32_t count(std::size_t n) {
  return static_cast<std::uint32_t>(n);
}

// Where to break text[begin, end) so that the first part is at most `most` long.
std::uint32_t break_long(std::string_view text, std::uint32_t begin, std::uint32_t most) {
  const std::uint32_t furthest = begin + most;
  for (std::uint32_t i = furthest; i > begin + most / 2; --i) {
    if (is_blank(text[i])) return i;
  }
  std::uint32_t i = furthest;
  while (i > begin + 1 && is_continuation(text[i])) --i;
  return i;
}

class Splitter {
 public:
  Splitter(const parsed::Parsed& parsed, const Limits& limits, Room& room)
      : text_(parsed.text),
        most_(std::max(limits.bytes, longest_character)),
        overlap_(limits.overlap),
        atoms_(room.atoms) {
    std::vector<Span>& sentences = room.sentences;
    atoms_.clear();
    for (const parsed::Block& block : parsed.blocks) {
      sentences.clear();
      split_sentences(text_, block.begin, block.end, sentences);
      // What belongs to no sentence, such as the first line's indentation, goes with the nearest.
      if (!sentences.empty()) sentences.front().begin = block.begin;
      for (const Span& sentence : sentences) add(sentence, block.kind);
      if (!atoms_.empty()) atoms_.back().border = count(atoms_.size() - 1);
    }
  }

  std::vector<Chunk> chunks() const {
    std::vector<Chunk> out;
    std::uint32_t next = 0;  // the first atom that is in no chunk yet
    while (next < atoms_.size()) {
      const std::uint32_t begin = out.empty() ? atoms_[0].begin : begin_before(next, out.back());
      const std::uint32_t last = last_from(begin, next);
      out.push_back({begin, atoms_[last].end});
      next = last + 1;
    }
    return out;
  }

 private:
  void add(Span rest, parsed::Block::Kind kind) {
    const bool heading = kind == parsed::Block::Kind::heading;
    const std::uint32_t border = atoms_.empty() ? none : atoms_.back().border;
    while (rest.end - rest.begin > most_) {
      const std::uint32_t end = break_long(text_, rest.begin, most_);
      atoms_.push_back({rest.begin, end, border, heading});
      rest.begin = end;
      while (rest.begin < rest.end && is_blank(text_[rest.begin])) ++rest.begin;
    }
    if (rest.end > rest.begin) atoms_.push_back({rest.begin, rest.end, border, heading});
  }

  // The last atom of the chunk that begins at `begin`; at least `next`, which fits.
  std::uint32_t last_from(std::uint32_t begin, std::uint32_t next) const {
    const auto behind = std::ranges::upper_bound(atoms_.begin() + next, atoms_.end(), begin + most_,
                                                 {}, [](const Atom& atom) { return atom.end; });
    std::uint32_t last =
        std::max(next, count(static_cast<std::size_t>(behind - atoms_.begin())) - 1);
    if (last + 1 == atoms_.size()) return last;
    const std::uint32_t border = atoms_[last].border;
    if (border != none && border >= next && atoms_[border].end - begin >= most_ / 2) last = border;
    std::uint32_t before_heading = last;
    while (before_heading > next && atoms_[before_heading].heading) --before_heading;
    return atoms_[before_heading].heading ? last : before_heading;
  }

  // Where the chunk begins whose first new atom is `next`: that far back that the overlap allows
  // and that the new atom still fits.
  std::uint32_t begin_before(std::uint32_t next, const Chunk& before) const {
    const std::uint32_t end = before.end;
    const std::uint32_t by_overlap = end > overlap_ ? end - overlap_ : 0;
    const std::uint32_t fits = atoms_[next].end > most_ ? atoms_[next].end - most_ : 0;
    const std::uint32_t earliest = std::max({by_overlap, fits, before.begin + 1});
    if (earliest >= end) return atoms_[next].begin;
    const auto first = std::ranges::lower_bound(atoms_.begin(), atoms_.begin() + next, earliest, {},
                                                [](const Atom& atom) { return atom.begin; });
    if (first != atoms_.begin() + next) return first->begin;
    for (std::uint32_t i = earliest; i < end; ++i) {
      if (is_blank(text_[i - 1]) && !is_blank(text_[i])) return i;
    }
    return atoms_[next].begin;
  }

  std::string_view text_;
  std::uint32_t most_;
  std::uint32_t overlap_;
  std::vector<Atom>& atoms_;
};

}  // namespace

std::vector<Chunk> split(const parsed::Parsed& parsed, const Limits& limits, Room& room) {
  return Splitter(parsed, limits, room).chunks();
}

std::vector<Chunk> split(const parsed::Parsed& parsed, const Limits& limits) {
  Room room;
  return split(parsed, limits, room);
}

}  // namespace engine::documents::chunk
