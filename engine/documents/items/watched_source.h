// A source that says how far it has been read.
#pragma once

#include "engine/documents/parsed/source.h"
#include "engine/run/progress.h"

namespace engine::documents::items {

class WatchedSource final : public parsed::Source {
 public:
  /// Both must outlive this.
  WatchedSource(parsed::Source& source, run::ProgressBoard::Seat& seat)
      : source_(source), seat_(seat) {}

  Expected<std::string_view> next() override;
  void rewind() override;
  std::uint64_t size() const override { return source_.size(); }

 private:
  parsed::Source& source_;
  run::ProgressBoard::Seat& seat_;
  std::uint64_t read_ = 0;
};

}  // namespace engine::documents::items
