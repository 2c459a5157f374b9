// What a Reader and its child process say to one another.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "engine/documents/pdf/document.h"

namespace engine::documents::pdf {

/// What a child sends once it is ready. Another version's child says otherwise.
std::string greeting();

/// What precedes a document's bytes, in a frame of its own so that the limits hold for them, too.
struct Request {
  Limits limits;
  std::uint32_t first_page = 0;  // those before it are not wanted
};

std::string encode(const Request& request);
/// Nothing when this is no request.
std::optional<Request> decode_request(std::string_view frame);

/// The document could be opened: the first answer.
struct Opened {
  std::uint32_t pages = 0;
  std::string title;
};

/// A page: an answer each, in order, each as soon as it is there.
struct NumberedPage {
  std::uint32_t number = 0;  // from 0
  Page page;
};

/// The last answer. With an error, which is why no further page was read; without, all were.
struct Ended {
  std::optional<Error> error;
};

using Answer = std::variant<Opened, NumberedPage, Ended>;

std::string encode(const Answer& answer);
/// Nothing when this is no answer. A child is not trusted: a document may have taken it over.
std::optional<Answer> decode_answer(std::string_view frame);

constexpr std::size_t max_detail_bytes = 1'024;  // of an error's words
constexpr std::size_t max_answer_bytes = max_page_bytes + 64;

}  // namespace engine::documents::pdf
