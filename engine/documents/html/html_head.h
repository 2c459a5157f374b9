// What a page says of itself before its text.
#pragma once

#include <string>

namespace engine::documents::html {

/// What an HTML document says about itself.
struct HtmlHead {
  std::string title;     // as it stands, white space and all
  std::string language;  // <html lang>; empty where there is none
};

}  // namespace engine::documents::html
