// Any bytes as XML: elements that close as they open, text that is UTF-8, or an error.
#include "engine/documents/html/xhtml.h"
#include "engine/documents/package/xml_reader.h"
#include "engine/documents/parse/parse_fuzz.h"
#include "engine/documents/parsed/limits.h"
#include "engine/documents/parsed/utf8.h"

namespace {

using engine::documents::parse::require;

class Checker final : public engine::documents::package::XmlHandler {
 public:
  void start(std::string_view name,
             const engine::documents::package::XmlAttributes& attributes) override {
    open_.emplace_back(name);
    require(open_.size() <= static_cast<std::size_t>(engine::documents::parsed::deepest_nesting),
            "the depth");
    check_text(name);
    check_text(attributes.find("val"));
  }
  void end(std::string_view name) override {
    require(!open_.empty() && open_.back() == name, "an element that closes as it opened");
    open_.pop_back();
  }
  void text(std::string_view piece) override {
    require(!open_.empty(), "text within an element");
    check_text(piece);
  }
  bool is_closed() const { return open_.empty(); }

 private:
  static void check_text(std::string_view text) {
    require(engine::documents::parsed::valid_utf8_prefix(text) == text.size(), "UTF-8");
    require(text.find('\0') == std::string_view::npos, "no zero byte");
  }
  std::vector<std::string> open_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  Checker checker;
  if (engine::documents::package::read_xml(bytes, checker))
    require(checker.is_closed(), "an end to all");
  engine::documents::html::blank_out_complete_elements(bytes);
  require(bytes.size() == size, "what is blanked out keeps its place");
  return 0;
}
