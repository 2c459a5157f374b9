// Models that Prony writes for itself, and where they are kept.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>

#include "engine/expected.h"
#include "engine/inference/gguf/shape.h"

namespace engine::inference::gguf {

/// Writes the model's file: the same bytes for the same seed, in a megabyte of memory. Whoever
/// looks sees all of it or none. Errors: store_failed, stopped.
Expected<void> write_model(const std::filesystem::path& path, const Shape& shape,
                           std::uint64_t seed, const std::stop_token& stop = {});

/// Is it the file that write_model writes? Its length, its header and both ends of each tensor are
/// compared, so that even of a large one little is read.
bool is_model(const std::filesystem::path& path, const Shape& shape, std::uint64_t seed);

/// The file of that model in the folder, written if it isn't there or is another one. Any number of
/// processes may ask at once; one of them writes.
Expected<std::filesystem::path> kept_model(const std::filesystem::path& folder, const Shape& shape,
                                           std::uint64_t seed, const std::stop_token& stop = {});

/// Where a user's models are kept: below XDG_CACHE_HOME, else HOME, else the folder for temporary
/// files.
std::filesystem::path models_of_user();

}  // namespace engine::inference::gguf
