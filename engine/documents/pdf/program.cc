#include "engine/documents/pdf/program.h"

#include "engine/child/child_program.h"

namespace engine::documents::pdf {

std::filesystem::path pdf_program() {
  return child::child_program("PRONY_PDF", "prony_pdf", PRONY_PDF_PROGRAM);
}

}  // namespace engine::documents::pdf
