#include "reports/sample/report_fixture.h"

#include <libxml/parser.h>
#include <stdlib.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace reports::sample {
namespace {

/// The name in "url(#name)", also with quotes; empty where there is none.
std::string referred_to(const std::string& value) {
  const std::size_t start = value.find("url(");
  if (start == std::string::npos) return {};
  const std::size_t hash = value.find('#', start);
  if (hash == std::string::npos) return {};
  return value.substr(hash + 1, value.find_first_of("'\")", hash) - hash - 1);
}

void collect(const xmlNode* element, Ids& ids) {
  for (const xmlAttr* attribute = element->properties; attribute; attribute = attribute->next) {
    if (!attribute->children || !attribute->children->content) continue;
    const std::string name = reinterpret_cast<const char*>(attribute->name);
    const std::string value = reinterpret_cast<const char*>(attribute->children->content);
    if (name == "id") ids.given.push_back(value);
    if (name == "href" && value.starts_with('#')) ids.used.push_back(value.substr(1));
    if (const std::string id = referred_to(value); !id.empty()) ids.used.push_back(id);
  }
  for (const xmlNode* child = element->children; child; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) collect(child, ids);
  }
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "prony-report-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

OtherPath::OtherPath(const std::string& path) {
  const char* before = std::getenv("PATH");
  before_ = before == nullptr ? "" : before;
  setenv("PATH", path.c_str(), 1);
}

OtherPath::~OtherPath() {
  setenv("PATH", before_.c_str(), 1);
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_file(const std::filesystem::path& file, const std::string& text, bool executable) {
  std::ofstream(file, std::ios::binary) << text;
  if (executable) {
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }
}

Ids ids_of(const std::string& xml) {
  Ids ids;
  xmlDoc* document =
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "test.svg", nullptr, XML_PARSE_NONET);
  if (document == nullptr) return ids;
  ids.well_formed = true;
  collect(xmlDocGetRootElement(document), ids);
  xmlFreeDoc(document);
  return ids;
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) {
    ++found;
  }
  return found;
}

}  // namespace reports::sample
