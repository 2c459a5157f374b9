// Where corpora that are made here are kept.
#pragma once

#include <filesystem>
#include <string_view>

namespace scenarios {

/// The folder of a corpus that is made when it is first used: in the checkout's results/, or, where
/// that is somebody else's, in the results/ of the folder that the user is in.
std::filesystem::path made_corpus(std::string_view name);

/// The same of a given checkout: whether anything can be made below it decides.
std::filesystem::path made_corpus(std::string_view name, const std::filesystem::path& checkout);

}  // namespace scenarios
