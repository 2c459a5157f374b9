// What the engine and its child processes say to one another.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/chunk/chunk.h"
#include "engine/documents/codec/codec.h"
#include "engine/documents/parsed/budget.h"
#include "engine/documents/parsed/limits.h"
#include "engine/documents/parsed/parsed.h"
#include "engine/expected.h"

namespace engine::documents::process {

/// What a child sends once it has understood its settings. Another version's child says otherwise.
std::string greeting();

/// All that a child's results depend on, besides the document: the first frame that it gets.
struct Settings {
  codec::Format codec = codec::Format::msgpack;
  chunk::Limits chunks;
  analyse::Limits analysis;
  std::uint64_t most_unpacked = parsed::usual_unpacked;  // bytes, out of one file of files
};

std::string encode(const Settings& settings);
/// Nothing when these are no settings.
std::optional<Settings> decode_settings(std::string_view frame);

/// A document to work out.
struct Job {
  parsed::Format format = parsed::Format::text;
  bool in_windows = false;   // large: its words are not wanted, the index finds them in the text
  bool fresh_tools = false;  // build parser and analyser anew (parser.reuse=off)
  parsed::Limits limits;
  std::string_view bytes;
};

/// What precedes the document's bytes in a job's frame.
std::string encode_head(const Job& job);
/// A view into the frame; nothing when this is no job.
std::optional<Job> decode_job(std::string_view frame);

/// How long a child took for each of its stages, by its own clock.
struct Times {
  std::chrono::nanoseconds parse{}, chunk{}, analyse{};
};

using Made = codec::Answer;

/// What comes of a job: what was made, or the document's own error.
struct Reply {
  Times times;
  Expected<Made> made;
};

std::string encode(codec::Format format, const Reply& reply);
/// Nothing when this is no answer. A child is not trusted: a defect in a parser may have gone
/// anywhere before it came to light.
std::optional<Reply> decode_reply(codec::Format format, std::string_view frame);

constexpr std::size_t max_detail_bytes = 4'096;  // of an error's words

/// The longest answer that a document of so many bytes, unpacked, can have, generously.
constexpr std::uint64_t max_reply_bytes(std::uint64_t document_bytes) {
  return (4U << 20) + 96 * document_bytes;
}

}  // namespace engine::documents::process
