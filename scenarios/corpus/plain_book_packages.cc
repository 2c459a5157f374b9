// DOCX and EPUB.
#include <fmt/format.h>
#include <zip.h>

#include <memory>
#include <utility>

#include "scenarios/corpus/plain_book.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;

struct Entry {
  std::string name, bytes;
  bool stored = false;
};

std::string xml_in_package(std::string_view line) {
  std::string safe;
  for (const char c : line) {
    if (c == '&') {
      safe += "&amp;";
    } else if (c == '<') {
      safe += "&lt;";
    } else {
      safe += c;
    }
  }
  return safe;
}

Expected<void> add(zip_t* zip, const Entry& entry) {
  zip_source_t* const source = ::zip_source_buffer(zip, entry.bytes.data(), entry.bytes.size(), 0);
  if (source == nullptr) return failure("no memory for a zip file's entry");
  const zip_int64_t index = ::zip_file_add(zip, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    ::zip_source_free(source);
    return failure(::zip_strerror(zip));
  }
  const auto at = static_cast<zip_uint64_t>(index);
  constexpr time_t always = 315'576'000;  // 1980: the same bytes whenever they are made
  ::zip_file_set_mtime(zip, at, always, 0);
  if (entry.stored) ::zip_set_file_compression(zip, at, ZIP_CM_STORE, 0);
  return {};
}

/// A zip file of these entries, in their order, in memory.
Expected<std::string> zipped(const std::vector<Entry>& entries) {
  zip_error_t error;
  ::zip_error_init(&error);
  zip_source_t* const target = ::zip_source_buffer_create(nullptr, 0, 0, &error);
  if (target == nullptr) return failure(::zip_error_strerror(&error));
  const std::unique_ptr<zip_source_t, void (*)(zip_source_t*)> kept(target, ::zip_source_free);
  ::zip_source_keep(target);  // libzip lets go of its own when it closes
  zip_t* const zip = ::zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (zip == nullptr) {
    ::zip_source_free(target);
    return failure(::zip_error_strerror(&error));
  }
  for (const Entry& entry : entries) {
    if (auto added = add(zip, entry); !added) {
      ::zip_discard(zip);
      return tl::unexpected(added.error());
    }
  }
  if (::zip_close(zip) != 0) {
    std::string problem = ::zip_strerror(zip);
    ::zip_discard(zip);
    return failure(std::move(problem));
  }
  if (::zip_source_open(target) != 0) return failure("a zip file in memory can't be read back");
  std::string bytes;
  zip_stat_t about;
  if (::zip_source_stat(target, &about) == 0) bytes.resize(about.size);
  const zip_int64_t read = ::zip_source_read(target, bytes.data(), bytes.size());
  ::zip_source_close(target);
  if (read < 0 || static_cast<std::size_t>(read) != bytes.size() || bytes.empty()) {
    return failure("a zip file in memory can't be read back");
  }
  return bytes;
}

constexpr const char* xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string word_paragraph(std::string_view line, std::string_view style = {}) {
  const std::string properties =
      style.empty() ? "" : fmt::format("<w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>", style);
  return fmt::format("<w:p>{}<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>\n", properties,
                     xml_in_package(line));
}

std::string chapter(const PlainBook& book, std::size_t section) {
  std::string out = fmt::format(
      "{}<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>{}</title></head>\n<body>"
      "<h1>Part {}</h1>\n",
      xml_head, xml_in_package(book.title), section + 1);
  for (const std::string& paragraph : book.sections[section]) {
    out += "<p>" + xml_in_package(paragraph) + "</p>\n";
  }
  return out + "</body></html>\n";
}

std::string package_of(const PlainBook& book) {
  std::string items, spine;
  for (std::size_t i = 0; i < book.sections.size(); ++i) {
    items += fmt::format(
        "<item id=\"c{0}\" href=\"part-{0}.xhtml\" media-type=\"application/xhtml+xml\"/>\n",
        i + 1);
    spine += fmt::format("<itemref idref=\"c{}\"/>\n", i + 1);
  }
  return fmt::format(
      "{}<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
      "unique-identifier=\"id\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
      "<dc:identifier id=\"id\">book</dc:identifier><dc:title>{}</dc:title>"
      "<dc:language>en</dc:language></metadata>\n<manifest>\n{}</manifest>\n<spine>\n{}</spine>\n"
      "</package>\n",
      xml_head, xml_in_package(book.title), items, spine);
}

}  // namespace

Expected<std::string> PlainBook::docx() const {
  std::string body = word_paragraph(title, "Title");
  for (std::size_t i = 0; i < sections.size(); ++i) {
    body += word_paragraph(fmt::format("Part {}", i + 1), "Heading1");
    for (const std::string& paragraph : sections[i]) body += word_paragraph(paragraph);
  }
  const std::string types =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd."
      "openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>\n";
  const std::string relations =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
      "relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>\n";
  return zipped(
      {{"[Content_Types].xml", xml_head + types},
       {"_rels/.rels", xml_head + relations},
       {"word/document.xml",
        fmt::format("{}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/"
                    "2006/main\"><w:body>\n{}</w:body></w:document>\n",
                    xml_head, body)}});
}

Expected<std::string> PlainBook::epub() const {
  std::vector<Entry> entries{
      {"mimetype", "application/epub+zip", true},
      {"META-INF/container.xml",
       fmt::format("{}<container version=\"1.0\" "
                   "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile "
                   "full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/>"
                   "</rootfiles></container>\n",
                   xml_head)},
      {"OEBPS/content.opf", package_of(*this)}};
  for (std::size_t i = 0; i < sections.size(); ++i) {
    entries.push_back({fmt::format("OEBPS/part-{}.xhtml", i + 1), chapter(*this, i)});
  }
  return zipped(entries);
}

}  // namespace scenarios
