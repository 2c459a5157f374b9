#include "scenarios/asked_documents.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <string_view>

namespace scenarios {

AskedDocuments asked_documents(const AccessTrace& trace, const Corpus& corpus) {
  const std::size_t documents = corpus.documents().size();
  std::map<std::string_view, std::uint64_t> by_name;
  for (std::size_t i = 0; i < documents; ++i) by_name.emplace(corpus.documents()[i].id, i);
  std::vector<std::uint64_t> document_of;  // by the trace's item
  std::size_t by_number = 0;
  for (std::size_t item = 0; item < trace.names.size(); ++item) {
    const auto found = by_name.find(trace.names[item]);
    by_number += found == by_name.end() ? 1 : 0;
    document_of.push_back(found == by_name.end() ? item % documents : found->second);
  }
  auto items = std::make_shared<std::vector<std::uint64_t>>();
  items->reserve(trace.items.size());
  for (const std::uint32_t item : trace.items) items->push_back(document_of[item]);
  AskedDocuments asked{std::move(items), {}};
  if (by_number == 0) return asked;
  std::string warning = fmt::format(
      "of the trace's {} items {} have no document's name and stand for documents by their number",
      trace.population, by_number);
  if (trace.population > documents) {
    warning += fmt::format(", modulo the corpus's {}: several items are one document", documents);
  }
  asked.warnings.push_back(warning + ".");
  return asked;
}

}  // namespace scenarios
