#include "engine/documents/pdf/poppler_document.h"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <limits>
#include <utility>

#include "engine/documents/parsed/utf8.h"
#include "engine/documents/pdf/text.h"

namespace engine::documents::pdf {
namespace {

constexpr std::size_t max_complaint_bytes = 200;

/// The first fault that poppler has found since it was last cleared. A child has one thread.
std::string& first_complaint() {
  static std::string complaint;
  return complaint;
}

/// Poppler quotes the document's bytes: what is not printable is not passed on.
void note_complaint(const std::string& words, void*) {
  std::string& complaint = first_complaint();
  if (!complaint.empty()) return;
  for (const char byte : std::string_view(words).substr(0, max_complaint_bytes)) {
    complaint += byte >= ' ' && byte <= '~' ? byte : ' ';
  }
  complaint.resize(complaint.find_last_not_of(' ') + 1);
}

Error malformed(std::string_view what) {
  const std::string& complaint = first_complaint();
  return {Reason::malformed,
          std::string(what) + (complaint.empty() ? std::string() : ": " + complaint)};
}

std::string text_of(const poppler::ustring& words) {
  static_assert(sizeof(poppler::ustring::value_type) == sizeof(char16_t));
  return to_text({reinterpret_cast<const char16_t*>(words.data()), words.size()});
}

Page failed(Error error) {
  return {.fate = Page::Fate::failed, .text = {}, .error = std::move(error)};
}

}  // namespace

Expected<PopplerDocument> PopplerDocument::open(std::string_view bytes) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return failure(Reason::too_large, "more than 2 GiB");
  }
  poppler::set_debug_error_function(note_complaint, nullptr);
  first_complaint().clear();
  std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) return tl::unexpected(malformed("no PDF that can be opened"));
  if (document->is_locked()) return failure(Reason::encrypted, "it needs a password");
  const int pages = document->pages();
  if (pages <= 0) return tl::unexpected(malformed("no pages in it"));
  if (static_cast<std::uint32_t>(pages) > most_pages) {
    return failure(Reason::too_large, "it claims to have " + std::to_string(pages) +
                                          " pages; at most " + std::to_string(most_pages) +
                                          " are believed");
  }
  return PopplerDocument(std::move(document), static_cast<std::uint32_t>(pages));
}

PopplerDocument::PopplerDocument(std::unique_ptr<poppler::document> document, std::uint32_t pages)
    : document_(std::move(document)), pages_(pages) {}
PopplerDocument::~PopplerDocument() = default;
PopplerDocument::PopplerDocument(PopplerDocument&&) noexcept = default;
PopplerDocument& PopplerDocument::operator=(PopplerDocument&&) noexcept = default;

std::string PopplerDocument::title() const {
  std::string title = text_of(document_->get_title());
  for (char& byte : title) {
    if (byte == '\n' || byte == '\t') byte = ' ';
  }
  if (title.size() > max_title_bytes) title.resize(max_title_bytes);
  title.resize(parsed::valid_utf8_prefix(title));
  return title;
}

Page PopplerDocument::page(std::uint32_t number) const {
  first_complaint().clear();
  const std::unique_ptr<poppler::page> page(document_->create_page(static_cast<int>(number)));
  if (!page) return failed(malformed("no such page"));
  // In reading order, column by column. The physical layout would join what two columns have side
  // by side; the raw order is that of drawing, and has no paragraphs.
  std::string text = text_of(page->text({}, poppler::page::non_raw_non_physical_layout));
  if (text.size() > max_page_bytes) {
    return failed({Reason::too_large, "more than " + std::to_string(max_page_bytes >> 20) +
                                          " MiB of text on one page"});
  }
  if (!text.empty()) {
    return {.fate = Page::Fate::extracted, .text = std::move(text), .error = {}};
  }
  if (!first_complaint().empty()) return failed(malformed("no text found"));
  return {.fate = Page::Fate::empty, .text = {}, .error = {}};
}

}  // namespace engine::documents::pdf
