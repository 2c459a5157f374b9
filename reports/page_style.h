// How the HTML page looks.
#pragma once

#include <string>

namespace reports {

/// The page's style sheet: light and dark, narrow screens, paper. Nothing is loaded from elsewhere.
std::string page_style();

/// A page up to the beginning of what it shows, which ends with "</main></body></html>".
std::string page_head(const std::string& title);

}  // namespace reports
