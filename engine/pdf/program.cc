#include "engine/pdf/program.h"

#include "engine/process/child_program.h"

namespace engine::pdf {

std::filesystem::path pdf_program() {
  return process::child_program("PRONY_PDF", "prony_pdf", PRONY_PDF_PROGRAM);
}

}  // namespace engine::pdf
