// Who claims what, in words: the ids of scenarios/CLAIMS.md are for files and for that page.
#pragma once

#include <string>
#include <string_view>

namespace scenarios {

/// "V2 report" of "000.18", "own target" of "issue"; empty of what is no claim's id.
std::string_view claimant(std::string_view id);

/// A sentence with the claimant in place of each id: "000.8 claims 1.2 s" becomes "the V2 report
/// claims 1.2 s". What only looks like an id ("1,000.5") stays.
std::string with_claimants(std::string_view sentence);

}  // namespace scenarios
