#include "engine/documents/pdf/reading.h"

#include <algorithm>
#include <utility>

namespace engine::documents::pdf {

bool Reading::take(Answer answer) {
  if (ended_) return false;
  if (auto* const opened = std::get_if<Opened>(&answer)) return take_opened(std::move(*opened));
  if (auto* const page = std::get_if<NumberedPage>(&answer)) return take_page(std::move(*page));
  return take_end(std::get<Ended>(answer));
}

bool Reading::take_opened(Opened opened) {
  if (introduced_ || (pages_ && *pages_ != opened.pages)) return false;
  introduced_ = true;
  pages_ = opened.pages;
  document_.title = std::move(opened.title);
  return true;
}

bool Reading::take_page(NumberedPage numbered) {
  if (!introduced_ || numbered.number != next_page()) return false;
  if (numbered.number >= std::min(*pages_, limits_.pages)) return false;
  if (numbered.page.text.size() > text_bytes_left()) return false;
  text_bytes_ += numbered.page.text.size();
  document_.pages.push_back(std::move(numbered.page));
  return true;
}

bool Reading::take_end(const Ended& ended) {
  const bool all_read = introduced_ && next_page() == *pages_;
  if (ended.error) {
    if (all_read) return false;  // it may refuse a document or cut it short, no more
    fail_rest(*ended.error);
  } else if (!all_read) {
    return false;
  }
  ended_ = true;
  return true;
}

void Reading::fail_next(const Error& error) {
  if (!pages_) return fail_rest(error);
  if (next_page() < *pages_) add_failed(error);
  ended_ = next_page() == *pages_;
}

void Reading::fail_rest(const Error& error) {
  ended_ = true;
  if (!pages_) {
    error_ = error;
    return;
  }
  document_.pages.reserve(*pages_);
  while (next_page() < *pages_) add_failed(error);
}

void Reading::add_failed(const Error& error) {
  document_.pages.push_back({.fate = Page::Fate::failed, .text = {}, .error = error});
}

Expected<Document> Reading::finish() && {
  if (error_) return tl::unexpected(std::move(*error_));
  const auto first_of = [&](Page::Fate fate) {
    return std::find_if(document_.pages.begin(), document_.pages.end(),
                        [=](const Page& page) { return page.fate == fate; });
  };
  const auto none = document_.pages.end();
  if (first_of(Page::Fate::extracted) != none) return std::move(document_);
  if (const auto failed = first_of(Page::Fate::failed); failed != none) {
    const auto number = static_cast<std::uint32_t>(failed - document_.pages.begin()) + 1;
    return failure(failed->error.reason,
                   "page " + std::to_string(number) + ": " + failed->error.detail);
  }
  return failure(Reason::empty, "none of its " + std::to_string(document_.pages.size()) +
                                    " pages has text: scans, perhaps");
}

}  // namespace engine::documents::pdf
