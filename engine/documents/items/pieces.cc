#include "engine/documents/items/pieces.h"

#include <algorithm>
#include <utility>

namespace engine::documents::items {
namespace {

constexpr std::size_t head_bytes = 4'096;

}  // namespace

FilePieces::FilePieces(File file, key::Hash hash)
    : file_(std::move(file)),
      digester_(hash),
      piece_(new char[piece_bytes]),
      size_(file_.stamp().size) {}

Expected<std::string_view> FilePieces::read_piece() {
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(piece_bytes, size_ - at_));
  return file_.read(at_, piece_.get(), wanted).map([&](std::size_t filled) {
    const std::string_view piece(piece_.get(), filled);
    at_ += filled;
    digester_.add(piece);
    validation_.add(piece);
    return piece;
  });
}

Expected<FilePieces::Survey> FilePieces::survey() {
  Survey survey;
  for (;;) {
    const auto piece = read_piece();
    if (!piece) return tl::unexpected(piece.error());
    if (piece->empty()) break;
    if (survey.head.empty()) survey.head = piece->substr(0, head_bytes);
  }
  size_ = survey.size = at_;  // perhaps it has become shorter since it was opened
  survey.verdict = validation_.verdict();
  text_ = survey.verdict.has_value();
  survey.key = key_ = digester_.finish();
  rewind();
  return survey;
}

void FilePieces::rewind() {
  at_ = 0;
  confirmed_ = false;
  digester_.finish();
  validation_ = {};
}

Expected<std::string_view> FilePieces::next() {
  const auto piece = read_piece();
  if (!piece) return piece;
  // What was found to be text is parsed as text, and nothing else.
  if (text_ && !validation_.is_sound_so_far()) return file_.changed();
  if (piece->empty() && !confirmed_) {
    if (at_ != size_ || digester_.finish() != key_) return file_.changed();
    confirmed_ = true;
  }
  return piece;
}

}  // namespace engine::documents::items
