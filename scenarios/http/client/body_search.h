// A text looked for in a body that comes in pieces.
#pragma once

#include <string>
#include <string_view>

namespace scenarios::http {

/// Says whether the pieces, one behind the other, hold a text. Keeps no more of them than a match
/// can reach over into the next one.
class BodySearch {
 public:
  /// Begins anew. `wanted` must live as long as pieces come; empty: found already.
  void begin(std::string_view wanted) {
    wanted_ = wanted;
    tail_.clear();
    found_ = wanted.empty();
  }

  void take(std::string_view piece) {
    if (!found_) look(piece);
  }

  bool found() const { return found_; }

 private:
  void look(std::string_view piece) {
    const std::size_t reach = wanted_.size() - 1;
    tail_.append(piece.substr(0, reach));
    found_ = piece.find(wanted_) != piece.npos || tail_.find(wanted_) != tail_.npos;
    if (piece.size() >= reach) {
      tail_.assign(piece.substr(piece.size() - reach));
    } else if (tail_.size() > reach) {
      tail_.erase(0, tail_.size() - reach);
    }
  }

  std::string_view wanted_;
  std::string tail_;
  bool found_ = true;
};

}  // namespace scenarios::http
