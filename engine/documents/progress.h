// How far the documents that are being parsed have come.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <vector>

#include "engine/parse/source.h"
#include "engine/run/workload.h"

namespace engine::documents {

/// One document in a parser's hands.
struct Progress {
  enum class Unit : std::uint8_t { bytes, pages };

  std::string id;
  run::Time since;  // by the engine's clock
  Unit unit = Unit::bytes;
  std::uint64_t done = 0;
  std::uint64_t all = 0;  // 0: nobody knows (yet)
};

/// Where workers say what they parse, and others look. Thread-safe.
class ProgressBoard {
 public:
  /// One worker's place: it is taken while a document is being parsed.
  class Seat {
   public:
    void begin(const std::string& id, run::Time since);
    void at(Progress::Unit unit, std::uint64_t done, std::uint64_t all);
    void end();

   private:
    friend class ProgressBoard;
    mutable std::mutex mutex_;
    Progress progress_;
    bool taken_ = false;
  };

  /// A seat for a new worker, for as long as the board is there.
  Seat& seat();

  /// All that is being parsed, the longest at it first.
  std::vector<Progress> look() const;

 private:
  mutable std::mutex mutex_;
  std::list<Seat> seats_;
};

/// A source that says how far it has been read.
class WatchedSource final : public parse::Source {
 public:
  WatchedSource(parse::Source& source, ProgressBoard::Seat& seat) : source_(source), seat_(seat) {}

  Expected<std::string_view> next() override;
  void rewind() override;
  std::uint64_t size() const override { return source_.size(); }

 private:
  parse::Source& source_;
  ProgressBoard::Seat& seat_;
  std::uint64_t read_ = 0;
};

}  // namespace engine::documents
