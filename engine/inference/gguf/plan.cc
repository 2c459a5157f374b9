#include "engine/inference/gguf/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "engine/inference/gguf/header_writer.h"

namespace engine::inference::gguf {
namespace {

// Chosen by trial: with a sharp attention that weighs more than the token itself, what comes next
// depends on the whole text, and no answer of 128 tokens among 30 ended in a cycle.
constexpr float query_gain = 2.5F;
constexpr float attention_gain = 3.0F;
constexpr float forward_gain = 2.0F;

/// One of the text's own bytes as byte-level vocabularies spell it: a printable character each.
std::string spelling(std::uint32_t byte) {
  const auto is_itself = [](std::uint32_t one) {
    return (one >= 33 && one <= 126) || (one >= 161 && one <= 172) || one >= 174;
  };
  std::uint32_t character = byte;
  if (!is_itself(byte)) {
    character = 256;
    for (std::uint32_t one = 0; one < byte; ++one) character += is_itself(one) ? 0 : 1;
  }
  if (character < 128) return {static_cast<char>(character)};
  return {static_cast<char>(0xC0 | (character >> 6)), static_cast<char>(0x80 | (character & 0x3F))};
}

void write_vocabulary(HeaderWriter& header) {
  std::vector<std::string> tokens;
  for (std::uint32_t byte = 0; byte < 256; ++byte) tokens.push_back(spelling(byte));
  tokens.emplace_back("<s>");
  tokens.emplace_back("</s>");
  constexpr std::int32_t normal = 1, control = 3;
  std::vector<std::int32_t> types(256, normal);
  types.resize(Shape::vocabulary, control);
  header.entry("tokenizer.ggml.model", "gpt2");
  header.entry("tokenizer.ggml.pre", "gpt-2");
  header.entry("tokenizer.ggml.tokens", std::span<const std::string>(tokens));
  header.entry("tokenizer.ggml.token_type", std::span<const std::int32_t>(types));
  header.entry("tokenizer.ggml.merges", std::span<const std::string>());
  header.entry("tokenizer.ggml.bos_token_id", Shape::start_token);
  header.entry("tokenizer.ggml.eos_token_id", Shape::end_token);
  header.entry("tokenizer.ggml.add_bos_token", true);
}

void write_entries(HeaderWriter& header, const Shape& shape, std::uint64_t seed) {
  header.entry("general.architecture", "llama");
  header.entry("general.name", fmt::format("prony-{}-seed{}", shape.name, seed));
  header.entry("general.description", "Random weights from a seed: what it writes is noise");
  header.entry("general.file_type", std::uint32_t{0});
  header.entry("llama.vocab_size", Shape::vocabulary);
  header.entry("llama.context_length", Shape::most_tokens);
  header.entry("llama.embedding_length", shape.embedding);
  header.entry("llama.block_count", shape.layers);
  header.entry("llama.feed_forward_length", shape.forward);
  header.entry("llama.attention.head_count", shape.heads);
  header.entry("llama.attention.head_count_kv", shape.heads);
  header.entry("llama.attention.key_length", Shape::head_size);
  header.entry("llama.attention.value_length", Shape::head_size);
  header.entry("llama.attention.layer_norm_rms_epsilon", 1e-5F);
  header.entry("llama.rope.dimension_count", Shape::head_size);
  write_vocabulary(header);
}

std::vector<Tensor> tensors_of(const Shape& shape) {
  const std::uint64_t wide = shape.embedding, attention = shape.attention();
  std::vector<Tensor> all;
  const auto add = [&](std::string name, std::vector<std::uint64_t> sizes, float gain) {
    const float inputs = static_cast<float>(sizes.front());
    all.push_back({std::move(name), std::move(sizes), 0, gain / std::sqrt(inputs)});
  };
  const auto add_ones = [&](std::string name) { all.push_back({std::move(name), {wide}}); };
  add("token_embd.weight", {wide, Shape::vocabulary}, std::sqrt(static_cast<float>(wide)));
  for (std::uint32_t layer = 0; layer < shape.layers; ++layer) {
    const auto name = [&](const char* part) {
      return fmt::format("blk.{}.{}.weight", layer, part);
    };
    add_ones(name("attn_norm"));
    add(name("attn_q"), {wide, attention}, query_gain);
    add(name("attn_k"), {wide, attention}, query_gain);
    add(name("attn_v"), {wide, attention}, 1);
    add(name("attn_output"), {attention, wide}, attention_gain);
    add_ones(name("ffn_norm"));
    add(name("ffn_gate"), {wide, shape.forward}, 1);
    add(name("ffn_up"), {wide, shape.forward}, 1);
    add(name("ffn_down"), {shape.forward, wide}, forward_gain);
  }
  add_ones("output_norm.weight");
  add("output.weight", {wide, Shape::vocabulary}, 1);
  all.back().printable_rows = true;
  return all;
}

/// The 64 bits numbered `index` of a stream (SplitMix64, which can start anywhere).
std::uint64_t bits_at(std::uint64_t stream, std::uint64_t index) {
  std::uint64_t bits = stream + (index + 1) * 0x9E3779B97F4A7C15U;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9U;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBU;
  return bits ^ (bits >> 31);
}

void blank_rows(const Tensor& tensor, std::uint64_t first, std::span<float> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::uint64_t token = (first + i) / tensor.sizes.front();
    if ((token < 32 || token > 126) && token != Shape::end_token) values[i] = 0;
  }
}

}  // namespace

std::uint64_t Tensor::values() const {
  return std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{1}, std::multiplies<>());
}

Plan plan_of(const Shape& shape, std::uint64_t seed) {
  Plan plan;
  plan.seed = seed;
  plan.tensors = tensors_of(shape);
  HeaderWriter entries;
  write_entries(entries, shape, seed);

  HeaderWriter header;
  for (const char letter : magic) header.number(letter);
  header.number(format_version);
  header.number(static_cast<std::uint64_t>(plan.tensors.size()));
  header.number(entries.entries());
  plan.header = header.bytes() + entries.bytes();

  HeaderWriter places;
  std::uint64_t offset = 0;
  for (Tensor& tensor : plan.tensors) {
    tensor.offset = offset;
    places.text(tensor.name);
    places.number(static_cast<std::uint32_t>(tensor.sizes.size()));
    for (const std::uint64_t size : tensor.sizes) places.number(size);
    places.number(tensor_float32);
    places.number(offset);
    offset = padded(offset + tensor.values() * sizeof(float), usual_alignment);
  }
  plan.header += places.bytes();
  plan.header.resize(padded(plan.header.size(), usual_alignment), '\0');
  plan.file_bytes = plan.header.size() + offset;
  return plan;
}

void fill_values(const Plan& plan, std::size_t tensor, std::uint64_t first,
                 std::span<float> values) {
  const Tensor& what = plan.tensors[tensor];
  if (what.spread == 0) {
    std::fill(values.begin(), values.end(), 1.0F);
    return;
  }
  // Uniform between -root(3) and root(3) times the spread, in 2^24 steps: one rounding, the same
  // one everywhere.
  const float step = what.spread * std::sqrt(3.0F) / 8388608.0F;
  const std::uint64_t stream = bits_at(plan.seed, tensor);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::uint64_t index = first + i;
    const std::uint64_t bits = bits_at(stream, index / 2) >> (index % 2 == 0 ? 0 : 32);
    const auto whole = static_cast<std::int32_t>(bits & 0xFFFFFFU) - 8388608;
    values[i] = static_cast<float>(whole) * step;
  }
  if (what.printable_rows) blank_rows(what, first, values);
}

}  // namespace engine::inference::gguf
