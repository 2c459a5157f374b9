#include "engine/documents/process/message.h"
#include "engine/documents/parsed/budget.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace engine::documents::process {
namespace {

// Both ends are of the same build on the same machine: numbers go as they lie in memory.
using SettingsWords = std::array<std::uint32_t, 8>;
using TimesWords = std::array<std::int64_t, 3>;

enum class Kind : char { made = 'm', failed = 'f' };

using LimitWords = std::array<std::int64_t, 4>;

constexpr std::size_t job_flag_bytes = 3;
constexpr std::size_t job_head_bytes = job_flag_bytes + sizeof(LimitWords);
constexpr std::int64_t no_limit = -1;
constexpr std::size_t reply_head_bytes = 1 + sizeof(TimesWords);

template <class Words>
std::string_view bytes_of(const Words& words) {
  return {reinterpret_cast<const char*>(words.data()), sizeof words};
}

/// The reasons for which a parser can refuse a document; others are not a child's to give.
std::optional<Reason> reason_of(char letter) {
  for (const Reason reason :
       {Reason::empty, Reason::too_deep, Reason::malformed, Reason::too_large, Reason::invalid_utf8,
        Reason::binary, Reason::encrypted, Reason::unsupported_format, Reason::timed_out,
        Reason::out_of_memory, Reason::out_of_cpu, Reason::internal}) {
    if (static_cast<char>(reason) == letter) return reason;
  }
  return std::nullopt;
}

std::string encode_head(Kind kind, const Times& times) {
  const TimesWords words{times.parse.count(), times.chunk.count(), times.analyse.count()};
  std::string head(1, static_cast<char>(kind));
  head.append(bytes_of(words));
  return head;
}

/// Nothing where a time is less than nothing or more than a day.
std::optional<Times> decode_times(std::string_view bytes) {
  TimesWords words;
  std::memcpy(words.data(), bytes.data(), sizeof words);
  constexpr std::int64_t day = std::chrono::nanoseconds(std::chrono::hours(24)).count();
  for (const std::int64_t word : words) {
    if (word < 0 || word > day) return std::nullopt;
  }
  using std::chrono::nanoseconds;
  return Times{nanoseconds(words[0]), nanoseconds(words[1]), nanoseconds(words[2])};
}

// The deadline is good in both processes: the kernel has one steady clock.
LimitWords words_of(const parsed::Limits& limits) {
  const auto deadline = limits.deadline
                            ? std::chrono::nanoseconds(limits.deadline->time_since_epoch()).count()
                            : no_limit;
  constexpr std::uint64_t most = INT64_MAX;
  return {deadline, limits.cpu ? limits.cpu->count() : no_limit,
          limits.memory_bytes ? static_cast<std::int64_t>(std::min(*limits.memory_bytes, most))
                              : no_limit,
          limits.parts};
}

std::optional<parsed::Limits> decode_limits(std::string_view bytes) {
  LimitWords words;
  std::memcpy(words.data(), bytes.data(), sizeof words);
  if (*std::ranges::min_element(words) < no_limit || words[3] < 0 || words[3] > UINT32_MAX) {
    return std::nullopt;
  }
  parsed::Limits limits{.parts = static_cast<std::uint32_t>(words[3])};
  using std::chrono::nanoseconds;
  if (words[0] != no_limit) limits.deadline.emplace(nanoseconds(words[0]));
  if (words[1] != no_limit) limits.cpu = nanoseconds(words[1]);
  if (words[2] != no_limit) limits.memory_bytes = static_cast<std::uint64_t>(words[2]);
  return limits;
}

}  // namespace

std::string greeting() {
  return "prony_worker 2, contents " + std::to_string(codec::schema_version);
}

std::string encode(const Settings& settings) {
  const SettingsWords words{static_cast<std::uint32_t>(settings.codec),
                            settings.chunks.bytes,
                            settings.chunks.overlap,
                            settings.analysis.keywords,
                            settings.analysis.summary_sentences,
                            settings.analysis.ranked_sentences,
                            static_cast<std::uint32_t>(settings.most_unpacked),
                            static_cast<std::uint32_t>(settings.most_unpacked >> 32)};
  return std::string(bytes_of(words));
}

std::optional<Settings> decode_settings(std::string_view frame) {
  SettingsWords words;
  if (frame.size() != sizeof words) return std::nullopt;
  std::memcpy(words.data(), frame.data(), sizeof words);
  if (words[0] > static_cast<std::uint32_t>(codec::Format::msgpack) || words[2] >= words[1]) {
    return std::nullopt;
  }
  return Settings{.codec = static_cast<codec::Format>(words[0]),
                  .chunks = {.bytes = words[1], .overlap = words[2]},
                  .analysis = {.keywords = words[3],
                               .summary_sentences = words[4],
                               .ranked_sentences = words[5]},
                  .most_unpacked = words[6] | std::uint64_t{words[7]} << 32};
}

std::string encode_head(const Job& job) {
  const LimitWords limits = words_of(job.limits);
  return std::string{static_cast<char>(job.format), static_cast<char>(job.in_windows),
                     static_cast<char>(job.fresh_tools)}
      .append(bytes_of(limits));
}

std::optional<Job> decode_job(std::string_view frame) {
  if (frame.size() < job_head_bytes) return std::nullopt;
  const auto is_at_most = [&](std::size_t i, char most) {
    return frame[i] >= 0 && frame[i] <= most;
  };
  if (!is_at_most(0, static_cast<char>(parsed::all_formats.back())) || !is_at_most(1, 1) ||
      !is_at_most(2, 1)) {
    return std::nullopt;
  }
  const auto limits = decode_limits(frame.substr(job_flag_bytes));
  if (!limits) return std::nullopt;
  return Job{.format = static_cast<parsed::Format>(frame[0]),
             .in_windows = frame[1] == 1,
             .fresh_tools = frame[2] == 1,
             .limits = *limits,
             .bytes = frame.substr(job_head_bytes)};
}

std::string encode(codec::Format format, const Reply& reply) {
  if (!reply.made) {
    std::string frame = encode_head(Kind::failed, reply.times);
    frame += static_cast<char>(reply.made.error().reason);
    return frame + reply.made.error().detail.substr(0, max_detail_bytes - 1);
  }
  return encode_head(Kind::made, reply.times) +
         codec::encode(format, reply.made->content, reply.made->stream);
}

std::optional<Reply> decode_reply(codec::Format format, std::string_view frame) {
  if (frame.size() < reply_head_bytes) return std::nullopt;
  const auto times = decode_times(frame.substr(1));
  const std::string_view rest = frame.substr(reply_head_bytes);
  if (!times) return std::nullopt;
  if (frame[0] == static_cast<char>(Kind::failed) && !rest.empty()) {
    const auto reason = reason_of(rest[0]);
    if (!reason || rest.size() > max_detail_bytes) return std::nullopt;
    return Reply{*times, failure(*reason, std::string(rest.substr(1)))};
  }
  if (frame[0] != static_cast<char>(Kind::made)) return std::nullopt;
  auto made = codec::decode_answer(format, rest);
  if (!made) return std::nullopt;
  return Reply{*times, std::move(*made)};
}

}  // namespace engine::documents::process
