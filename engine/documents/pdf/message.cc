#include "engine/documents/pdf/message.h"

#include <array>
#include <cstring>
#include <utility>

#include "engine/documents/parsed/utf8.h"

namespace engine::documents::pdf {
namespace {

// Both ends are of the same build on the same machine: numbers go as they lie in memory.
using RequestWords = std::array<std::uint64_t, 5>;

enum class Kind : char { opened = 'o', extracted = 'x', empty = 'e', failed = 'f', ended = '.' };

template <class Number>
void append(std::string& frame, Number number) {
  std::array<char, sizeof number> bytes;
  std::memcpy(bytes.data(), &number, sizeof number);
  frame.append(bytes.data(), bytes.size());
}

/// The number at the beginning of `rest`, which is left with what follows; nothing if there is
/// none.
std::optional<std::uint32_t> take_number(std::string_view& rest) {
  std::uint32_t number = 0;
  if (rest.size() < sizeof number) return std::nullopt;
  std::memcpy(&number, rest.data(), sizeof number);
  rest.remove_prefix(sizeof number);
  return number;
}

bool is_clean(std::string_view text) {
  return text.find('\0') == std::string_view::npos &&
         parsed::valid_utf8_prefix(text) == text.size();
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

/// The reasons that are a child's to give.
std::optional<Reason> reason_of(char letter) {
  for (const Reason reason : {Reason::empty, Reason::malformed, Reason::encrypted,
                              Reason::too_large, Reason::out_of_memory, Reason::internal}) {
    if (static_cast<char>(reason) == letter) return reason;
  }
  return std::nullopt;
}

void append(std::string& frame, const Error& error) {
  frame += static_cast<char>(error.reason);
  frame += std::string_view(error.detail).substr(0, max_detail_bytes);
}

std::optional<Error> decode_error(std::string_view bytes) {
  const auto reason = bytes.empty() ? std::nullopt : reason_of(bytes[0]);
  if (!reason || bytes.size() > 1 + max_detail_bytes) return std::nullopt;
  const std::string_view detail = bytes.substr(1);
  if (!is_clean(detail) || detail.find('\n') != std::string_view::npos) return std::nullopt;
  return Error{*reason, std::string(detail)};
}

struct Encoder {
  std::string operator()(const Opened& opened) const {
    std::string frame(1, static_cast<char>(Kind::opened));
    append(frame, opened.pages);
    return frame + opened.title;
  }

  std::string operator()(const NumberedPage& numbered) const {
    const Page& page = numbered.page;
    std::string frame;
    frame.reserve(page.text.size() + 8);
    frame += static_cast<char>(page.fate == Page::Fate::extracted ? Kind::extracted
                               : page.fate == Page::Fate::empty   ? Kind::empty
                                                                  : Kind::failed);
    append(frame, numbered.number);
    if (page.fate == Page::Fate::extracted) frame += page.text;
    if (page.fate == Page::Fate::failed) append(frame, page.error);
    return frame;
  }

  std::string operator()(const Ended& ended) const {
    std::string frame(1, static_cast<char>(Kind::ended));
    if (ended.error) append(frame, *ended.error);
    return frame;
  }
};

std::optional<Answer> decode_opened(std::string_view rest) {
  const auto pages = take_number(rest);
  if (!pages || *pages == 0 || *pages > most_pages) return std::nullopt;
  if (rest.size() > max_title_bytes || !is_clean(rest)) return std::nullopt;
  return Opened{.pages = *pages, .title = std::string(rest)};
}

std::optional<Answer> decode_page(Kind kind, std::string_view rest) {
  const auto number = take_number(rest);
  if (!number || *number >= most_pages) return std::nullopt;
  NumberedPage numbered{.number = *number, .page = {}};
  Page& page = numbered.page;
  if (kind == Kind::empty) return rest.empty() ? std::optional<Answer>(numbered) : std::nullopt;
  if (kind == Kind::failed) {
    auto error = decode_error(rest);
    if (!error) return std::nullopt;
    page.fate = Page::Fate::failed;
    page.error = std::move(*error);
    return numbered;
  }
  if (rest.size() > max_page_bytes || is_blank(rest) || !is_clean(rest)) return std::nullopt;
  page.fate = Page::Fate::extracted;
  page.text = rest;
  return numbered;
}

std::optional<Answer> decode_ended(std::string_view rest) {
  if (rest.empty()) return Ended{};
  auto error = decode_error(rest);
  if (!error) return std::nullopt;
  return Ended{.error = std::move(error)};
}

}  // namespace

std::string greeting() {
  return "prony_pdf 1";
}

std::string encode(const Request& request) {
  const RequestWords words{request.limits.pages, request.limits.text_bytes,
                           static_cast<std::uint64_t>(request.limits.cpu.count()),
                           request.limits.memory_bytes, request.first_page};
  return {reinterpret_cast<const char*>(words.data()), sizeof words};
}

std::optional<Request> decode_request(std::string_view frame) {
  RequestWords words;
  if (frame.size() != sizeof words) return std::nullopt;
  std::memcpy(words.data(), frame.data(), sizeof words);
  constexpr std::uint64_t longest = INT32_MAX;  // some 25 days
  if (words[0] > UINT32_MAX || words[2] > longest || words[4] > most_pages) return std::nullopt;
  return Request{.limits = {.pages = static_cast<std::uint32_t>(words[0]),
                            .text_bytes = words[1],
                            .cpu = std::chrono::milliseconds(words[2]),
                            .memory_bytes = words[3]},
                 .first_page = static_cast<std::uint32_t>(words[4])};
}

std::string encode(const Answer& answer) {
  return std::visit(Encoder(), answer);
}

std::optional<Answer> decode_answer(std::string_view frame) {
  if (frame.empty()) return std::nullopt;
  const auto kind = static_cast<Kind>(frame[0]);
  frame.remove_prefix(1);
  switch (kind) {
    case Kind::opened:
      return decode_opened(frame);
    case Kind::extracted:
    case Kind::empty:
    case Kind::failed:
      return decode_page(kind, frame);
    case Kind::ended:
      return decode_ended(frame);
  }
  return std::nullopt;
}

}  // namespace engine::documents::pdf
