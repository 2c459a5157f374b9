// prony_pdf: reads PDFs for an engine that must survive them. A program of its own because
// poppler's licence, the GPL, is one for the whole program; and because a PDF can do what it likes
// to it.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>

#include "engine/child/allocation.h"
#include "engine/child/budget.h"
#include "engine/child/child.h"
#include "engine/child/child_start.h"
#include "engine/child/frame.h"
#include "engine/documents/pdf/message.h"
#include "engine/documents/pdf/poppler_document.h"

namespace {

using namespace engine::documents::pdf;
using engine::Error;
using engine::Reason;
using engine::child::Budget;
using engine::child::can_limit_memory;
using engine::child::exit_out_of_memory;
using engine::child::receive_frame;
using engine::child::send_frame;

/// Poppler's allocator writes there before it aborts; a sanitizer has something to say.
void be_silent() {
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  ::dup2(nowhere, STDERR_FILENO);
  ::close(nowhere);
}

bool say(int socket, const Answer& answer) {
  return send_frame(socket, encode(answer), {}, std::nullopt).has_value();
}

Error too_large(std::string words) {
  return {Reason::too_large, std::move(words)};
}

/// All the pages that are wanted. False when the engine is gone.
bool say_pages(int socket, const PopplerDocument& document, const Request& request) {
  const std::uint32_t end = std::min(document.pages(), request.limits.pages);
  std::uint64_t text_left = request.limits.text_bytes;
  for (std::uint32_t number = request.first_page; number < end; ++number) {
    Page page = document.page(number);
    if (page.text.size() > text_left) {
      return say(socket, Ended{Error{Reason::out_of_memory,
                                     "its pages have more text than may be kept in memory"}});
    }
    text_left -= page.text.size();
    if (!say(socket, NumberedPage{.number = number, .page = std::move(page)})) return false;
  }
  if (end == document.pages()) return say(socket, Ended{});
  return say(socket, Ended{too_large("it has " + std::to_string(document.pages()) +
                                     " pages, of which " + std::to_string(end) + " may be read")});
}

/// False when the engine is gone.
bool read(int socket, const Request& request, std::string_view bytes) {
  const auto document = PopplerDocument::open(bytes);
  if (!document) return say(socket, Ended{document.error()});
  return say(socket, Opened{.pages = document->pages(), .title = document->title()}) &&
         say_pages(socket, *document, request);
}

/// Poppler forgets its tables of encodings with the last document that is open, and makes them
/// again for the next: so this one stays.
constexpr std::string_view always_open =
    "%PDF-1.0\n1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]/Count 1>>endobj "
    "3 0 obj<</Type/Page/Parent 2 0 R>>endobj trailer<</Root 1 0 R>>\n%%EOF";

/// Until the engine closes the socket or breaks the rules.
void serve(int socket) {
  constexpr std::uint64_t no_limit = UINT64_MAX;  // the budget is one
  constexpr std::uint64_t longest_request = 256;
  const auto kept = PopplerDocument::open(always_open);
  Budget budget;
  if (!send_frame(socket, greeting(), {}, std::nullopt)) return;
  while (const auto head = receive_frame(socket, longest_request, std::nullopt)) {
    const auto request = decode_request(*head);
    if (!request) return;
    budget.begin(request->limits.cpu, request->limits.memory_bytes);
    const auto bytes = receive_frame(socket, no_limit, std::nullopt);
    if (!bytes || !read(socket, *request, *bytes)) return;
    budget.end();
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (!engine::child::begin_as_child(count, arguments)) {
    std::fputs("prony_pdf is started by prony, not by hand.\n", stderr);
    return 2;
  }
  if (can_limit_memory) be_silent();
  try {
    serve(engine::child::child_socket);
  } catch (const std::bad_alloc&) {
    exit_out_of_memory();
  } catch (const std::exception&) {
    return 1;  // thrown by poppler: the engine sees that the child has died of this page
  }
  return 0;
}
