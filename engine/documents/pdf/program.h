// Where the program lies that reads PDFs.
#pragma once

#include <filesystem>

namespace engine::documents::pdf {

/// `prony_pdf`: what the environment's PRONY_PDF names; else the one beside the running program;
/// else the one that was built with it. Empty where it was built without poppler.
std::filesystem::path pdf_program();

}  // namespace engine::documents::pdf
