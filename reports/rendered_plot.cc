#include "reports/rendered_plot.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <memory>
#include <utility>

#include "reports/plot/plots.h"
#include "reports/sheet/gnuplot.h"
#include "reports/sheet/narrow.h"
#include "reports/sheet/sheet_script.h"
#include "reports/svg_colours.h"
#include "reports/words/escape.h"

namespace reports {
namespace {

using harness::Expected;
using harness::failure;
using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

const xmlChar* xml(const char* text) {
  return reinterpret_cast<const xmlChar*>(text);
}

std::string text_of(const xmlChar* text) {
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

bool is_colour(std::string_view name) {
  return name == "fill" || name == "stroke" || name == "color" || name == "flood-color";
}

/// A style sheet can change an attribute, but not what stands in a style: its declarations become
/// attributes.
void spread_style(xmlNode* element) {
  xmlAttr* const style = xmlHasProp(element, xml("style"));
  if (style == nullptr || style->children == nullptr) return;
  std::string_view rest = reinterpret_cast<const char*>(style->children->content);
  std::vector<std::pair<std::string, std::string>> declared;
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    const std::size_t colon = one.find(':');
    const std::size_t start = one.find_first_not_of(' ');
    if (colon == one.npos || start > colon) continue;
    const std::size_t value = one.find_first_not_of(' ', colon + 1);
    if (value != one.npos)
      declared.emplace_back(one.substr(start, colon - start), one.substr(value));
  }
  xmlRemoveProp(style);
  for (const auto& [name, value] : declared)
    xmlSetProp(element, xml(name.c_str()), xml(value.c_str()));
}

/// Puts the prefix into each reference: "#a" or "url(#a)" or "url('#a')".
std::string with_prefix(const std::string& value, const std::string& prefix) {
  if (value.starts_with('#')) return "#" + prefix + value.substr(1);
  std::string changed = value;
  for (const std::string opening : {"url(#", "url('#", "url(\"#"}) {
    for (std::size_t at = 0; (at = changed.find(opening, at)) != std::string::npos;) {
      at += opening.size();
      changed.insert(at, prefix);
    }
  }
  return changed;
}

void prefix_attributes(xmlNode* element, const std::string& prefix) {
  spread_style(element);
  for (xmlAttr* attribute = element->properties; attribute != nullptr;
       attribute = attribute->next) {
    if (attribute->children == nullptr || attribute->children->content == nullptr) continue;
    const std::string name = text_of(attribute->name);
    const std::string value = text_of(attribute->children->content);
    const bool colour = is_colour(name) && !value.starts_with("url(");
    const std::string changed = name == "id" ? prefix + value
                                : colour     ? plain_colour(value)
                                             : with_prefix(value, prefix);
    if (changed != value) xmlNodeSetContent(attribute->children, xml(changed.c_str()));
  }
}

/// Walks the whole tree without recursion: its depth is not ours to trust.
void prefix_ids(xmlNode* root, const std::string& prefix) {
  std::vector<xmlNode*> waiting{root};
  while (!waiting.empty()) {
    xmlNode* element = waiting.back();
    waiting.pop_back();
    prefix_attributes(element, prefix);
    for (xmlNode* child = element->children; child != nullptr; child = child->next) {
      if (child->type == XML_ELEMENT_NODE) waiting.push_back(child);
    }
  }
}

void drop_children(xmlNode* root, const char* name) {
  for (xmlNode* child = root->children; child != nullptr;) {
    xmlNode* next = child->next;
    if (child->type == XML_ELEMENT_NODE && xmlStrEqual(child->name, xml(name)) != 0) {
      xmlUnlinkNode(child);
      xmlFreeNode(child);
    }
    child = next;
  }
}

void add_first(xmlNode* root, const char* name, const std::string& text) {
  xmlNode* element = xmlNewDocNode(root->doc, root->ns, xml(name), nullptr);
  xmlNodeAddContent(element, xml(text.c_str()));
  if (root->children != nullptr) {
    xmlAddPrevSibling(root->children, element);
  } else {
    xmlAddChild(root, element);
  }
}

std::string root_as_text(xmlDoc* document, xmlNode* root) {
  const std::unique_ptr<xmlBuffer, decltype(&xmlBufferFree)> buffer(xmlBufferCreate(),
                                                                    &xmlBufferFree);
  xmlNodeDump(buffer.get(), document, root, 0, 0);
  return text_of(xmlBufferContent(buffer.get()));
}

}  // namespace

Expected<std::string> embeddable_svg(std::string_view svg, const std::string& prefix,
                                     const std::string& title, const std::string& caption) {
  const Document document(
      xmlReadMemory(svg.data(), static_cast<int>(svg.size()), "plot.svg", nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
      &xmlFreeDoc);
  xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr || xmlStrEqual(root->name, xml("svg")) == 0) {
    return failure("gnuplot's drawing is not an SVG picture");
  }
  prefix_ids(root, prefix);
  drop_children(root, "title");
  drop_children(root, "desc");
  add_first(root, "desc", words::clean_text(caption));
  add_first(root, "title", words::clean_text(title));
  xmlSetProp(root, xml("role"), xml("img"));
  return root_as_text(document.get(), root);
}

std::string picture_file(const RenderedPlot& plot) {
  const std::size_t head = plot.svg.find('>') + 1;
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + plot.svg.substr(0, head) + "<style>\n" +
         dark_rules("svg") + "</style>" + plot.svg.substr(head) + "\n";
}

RenderedPlots render(std::vector<sheet::Plot> plots) {
  RenderedPlots rendered;
  for (sheet::Plot& one : plots) {
    const auto drawn = [&](const sheet::Sheet& sheet, const std::string& prefix) {
      return sheet::run_gnuplot(sheet::sheet_script(sheet)).and_then([&](const std::string& svg) {
        return embeddable_svg(svg, prefix, one.sheet.title, one.caption);
      });
    };
    auto usual = drawn(one.sheet, one.name + "-");
    auto narrow = usual ? drawn(sheet::narrow(one.sheet), one.name + "-narrow-") : usual;
    if (!narrow) {
      rendered.trouble = harness::Error{one.name + ": " + narrow.error().message};
      break;
    }
    rendered.plots.push_back({std::move(one.name), std::move(one.sheet.title),
                              std::move(one.caption), std::move(*usual), std::move(*narrow)});
  }
  return rendered;
}

RenderedPlots render_plots(const harness::result::RunResult& run) {
  return render(plot::plots_of(run));
}

}  // namespace reports
