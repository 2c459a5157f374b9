// Any bytes at all as requests over HTTP: bounded, and the same ones whatever pieces they come in.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/inference/server/request_reader.h"

namespace {

using namespace engine::inference::server;

void require(bool holds) {
  if (!holds) std::abort();
}

Settings small() {
  Settings settings;
  settings.most_header = 512;
  settings.most_body = 256;
  return settings;
}

/// What is read of them, in pieces of so many bytes: a line for each request, and the refusal.
std::vector<std::string> read_all(std::string_view bytes, std::size_t piece) {
  static const Settings settings = small();
  std::vector<std::string> all;
  RequestReader reader(settings);
  std::string held;
  while (!bytes.empty()) {
    held += bytes.substr(0, piece);
    bytes.remove_prefix(std::min(piece, bytes.size()));
    std::string_view left = held;
    while (!left.empty()) {
      const auto progress = reader.take(left);
      if (progress == RequestReader::Progress::needs_more) break;
      if (progress == RequestReader::Progress::to_continue) continue;
      if (progress == RequestReader::Progress::refused) {
        require(reader.status() >= 400 && reader.status() < 500 && !reader.complaint().empty());
        all.push_back(std::to_string(reader.status()));
        return all;
      }
      const HttpRequest request = reader.release();
      require(request.body.size() <= settings.most_body && request.id.size() <= 128);
      all.push_back(std::to_string(static_cast<int>(request.method)) + request.target + ' ' +
                    request.id + ' ' + request.body + (request.keep_alive ? "1" : "0"));
      reader = RequestReader(settings);
    }
    held.erase(0, held.size() - left.size());
    require(held.size() <= settings.most_header + piece);
  }
  return all;
}

bool is_refusal(const std::string& one) {
  return one.size() == 3;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1 || size > 4'096) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = read_all(bytes, bytes.size() + 1);
  const auto pieces = read_all(bytes, 1 + data[0] % 64);
  // A refusal may come sooner or later, or not before more has come, and just below the limit of
  // heads depend on the pieces; else the requests are the same.
  const std::size_t common = std::min(whole.size(), pieces.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (whole[i] == "431" || pieces[i] == "431") return 0;
    require(whole[i] == pieces[i] || (is_refusal(whole[i]) && is_refusal(pieces[i])));
  }
  for (const auto* const more : {&whole, &pieces}) {
    require(more->size() == common || (more->size() == common + 1 && is_refusal(more->back())));
  }
  return 0;
}
