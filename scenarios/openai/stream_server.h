// Servers of streams that tests talk to, in processes of their own.
#pragma once

#include <functional>

#include "harness/clock.h"

namespace scenarios::openai {

/// One stream's work after the other, in the order in which they come, for as long as `service`
/// says of the k-th; then its first token is sent, and each further one `gap` later, whatever else
/// there is to do.
struct StreamLaw {
  std::function<harness::Duration(std::uint64_t k)> service;
  harness::Duration gap{};
  std::size_t tokens = 4;
  /// Nothing at all is done for so long, `after` the first request.
  harness::Duration after{}, stall{};
  std::size_t crowd = 0;  // second tokens are not sent before so many streams have had their first
};
void serve_streams(int listening, const StreamLaw& law);

/// Does what the request's model is called: see stream_server.cc.
void serve_strangely(int listening);

}  // namespace scenarios::openai
