// The colours of a plot, and what becomes of them on a dark page.
#pragma once

#include <string>
#include <string_view>

namespace reports {

/// "#4d4d4d" of "rgb( 77,  77,  77)", "#4D4D4D" and of the names that gnuplot writes; anything else
/// as it is.
std::string plain_colour(std::string_view colour);

/// Style rules that turn the colours of `selector`'s pictures (as plain_colour writes them) into
/// ones for a dark page, on a screen that asks for it. A picture without them stays light.
std::string dark_rules(std::string_view selector);

}  // namespace reports
