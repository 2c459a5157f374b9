#include "harness/benchmarks/program_copies.h"

#include <system_error>

#include "harness/result/whole_file.h"

namespace harness::benchmarks {
namespace {

namespace fs = std::filesystem;

constexpr const char* file_name = "program";

template <class Place>
Expected<fs::path> put(const fs::path& program, const fs::path& folder, const Place& place) {
  const fs::path made = folder / file_name;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return tl::unexpected(result::system_error(folder, "create", error.value()));
  fs::remove(made, error);
  if (error) return tl::unexpected(result::system_error(made, "remove", error.value()));
  place(fs::absolute(program), made, error);
  if (error) return tl::unexpected(result::system_error(program, "copy", error.value()));
  return made;
}

template <class Place>
Expected<Programs> put_both(const Programs& of, const fs::path& folder, const Place& place) {
  auto base = put(of.base, folder / "a", place);
  if (!base) return tl::unexpected(base.error());
  auto candidate = put(of.candidate, folder / "b", place);
  if (!candidate) return tl::unexpected(candidate.error());
  return Programs{*base, *candidate};
}

}  // namespace

Expected<Programs> fresh_copies(const Programs& of, const fs::path& folder) {
  return put_both(of, folder, [](const fs::path& from, const fs::path& to, std::error_code& error) {
    fs::copy_file(from, to, error);
  });
}

Expected<Programs> fresh_links(const Programs& to, const fs::path& folder) {
  return put_both(to, folder,
                  [](const fs::path& target, const fs::path& link, std::error_code& error) {
                    fs::create_symlink(target, link, error);
                  });
}

}  // namespace harness::benchmarks
