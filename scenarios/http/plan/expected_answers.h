// Which answers are right, as a user writes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/expected.h"
#include "scenarios/http/plan/message_source.h"

namespace scenarios::http {

/// "200-299,404". An error: no such list of statuses from 100 to 599.
harness::Expected<std::vector<Expectation::Statuses>> read_statuses(std::string_view text);

/// `shed` without the statuses that are `ok`.
std::vector<Expectation::Statuses> without(const std::vector<Expectation::Statuses>& shed,
                                           const std::vector<Expectation::Statuses>& ok);

}  // namespace scenarios::http
