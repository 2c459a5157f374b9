// How the HTML page looks.
#pragma once

#include <string>

namespace reports {

/// The page's style sheet: light and dark, narrow screens, paper. Nothing is loaded from elsewhere.
std::string page_style();

}  // namespace reports
