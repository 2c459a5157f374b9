// For tests and benchmarks: PDFs written by hand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine::documents::pdf {

/// A PDF without compression. Its font is F1, Helvetica; its forms are X0, X1, ...
class PlainPdf {
 public:
  /// Of lines of text, top down; a blank one leaves a space. Without parentheses and backslashes.
  static std::string lines(const std::vector<std::string>& lines, int left = 72) {
    std::string content = "BT /F1 11 Tf 14 TL " + std::to_string(left) + " 740 Td\n";
    for (const std::string& line : lines) content += "(" + line + ") Tj T*\n";
    return content + "ET\n";
  }

  /// A page of these drawing operators.
  PlainPdf& add_page(std::string content) {
    pages_.push_back(std::move(content));
    return *this;
  }
  PlainPdf& add_form(std::string content) {
    forms_.push_back(std::move(content));
    return *this;
  }
  /// Forms that draw one another: the last of them `leaf`, ten times ten times ... A page draws it
  /// all with "/X0 Do", which for `levels` of 9 takes a billion steps.
  PlainPdf& add_forms_of_forms(int levels, std::string leaf) {
    for (int level = 1; level <= levels; ++level) {
      std::string content;
      for (int i = 0; i < 10; ++i) content += "/X" + std::to_string(level) + " Do\n";
      add_form(std::move(content));
    }
    return add_form(std::move(leaf));
  }
  PlainPdf& claim_pages(std::string count) {
    claimed_ = std::move(count);
    return *this;
  }

  std::string str() const {
    std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", {}, {}, {}};
    objects[2] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    std::string named, kids;
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      named += "/X" + std::to_string(i) + " " + std::to_string(objects.size() + 1) + " 0 R ";
      objects.push_back(
          stream("/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources 4 0 R", forms_[i]));
    }
    objects[3] = "<< /Font << /F1 3 0 R >> /XObject << " + named + ">> >>";
    for (const std::string& content : pages_) {
      objects.push_back(stream({}, content));
      objects.push_back(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources 4 0 R "
          "/Contents " +
          std::to_string(objects.size()) + " 0 R >>");
      kids += std::to_string(objects.size()) + " 0 R ";
    }
    objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " +
                 (claimed_.empty() ? std::to_string(pages_.size()) : claimed_) + " >>";
    return file_of(objects);
  }

 private:
  static std::string stream(std::string_view entries, const std::string& content) {
    return "<< " + std::string(entries) + " /Length " + std::to_string(content.size()) +
           " >>\nstream\n" + content + "\nendstream";
  }

  static std::string file_of(const std::vector<std::string>& objects) {
    std::string file = "%PDF-1.4\n", table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
      const std::string offset = std::to_string(file.size());
      table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
      file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string count = std::to_string(objects.size() + 1);
    const std::string start = std::to_string(file.size());
    return file + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " +
           count + " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n";
  }

  std::vector<std::string> pages_, forms_;
  std::string claimed_;
};

}  // namespace engine::documents::pdf
