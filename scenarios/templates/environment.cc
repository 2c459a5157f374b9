// What the environment fills in.
#include <fmt/format.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "harness/result/printable.h"
#include "scenarios/templates/text_template.h"

namespace scenarios::templates {
namespace {

bool is_variable(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  return name.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") == name.npos;
}

}  // namespace

harness::Expected<std::string> with_environment(std::string_view text) {
  std::string filled;
  while (true) {
    const std::size_t at = text.find("${");
    if (at == text.npos) break;
    if (at > 0 && text[at - 1] == '$') {  // $${ is ${
      filled.append(text.substr(0, at - 1)).append("${");
      text.remove_prefix(at + 2);
      continue;
    }
    filled += text.substr(0, at);
    const std::size_t end = text.find('}', at);
    const std::string name(text.substr(at + 2, end == text.npos ? 0 : end - at - 2));
    if (!is_variable(name)) {
      return harness::failure(fmt::format(
          "after ${{ comes {}, which is no variable's name and }}; $${{ is the text ${{",
          harness::result::in_quotes(text.substr(at + 2))));
    }
    const char* const value = std::getenv(name.c_str());
    if (value == nullptr) {
      return harness::failure(
          fmt::format("${{{0}}}: the environment has no {0}; export it, then run again", name));
    }
    filled += value;
    text.remove_prefix(end + 1);
  }
  return filled.append(text);
}

}  // namespace scenarios::templates
