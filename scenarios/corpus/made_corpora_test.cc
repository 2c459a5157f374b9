#include "scenarios/corpus/made_corpora.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "harness/result/sample/temporary_folder.h"

namespace made_corpora_test {

namespace fs = std::filesystem;
using scenarios::made_corpus;

TEST_CASE("corpora are made in the checkout, where that can be") {
  const harness::result::sample::TemporaryFolder checkout;
  CHECK(made_corpus("large", checkout.path()) == checkout.path() / "results" / "corpora" / "large");
}

TEST_CASE("somebody else's checkout is read, and what must be made is made here") {
  // Nobody can make anything below what is no folder.
  CHECK(made_corpus("large", "/dev/null/checkout") == fs::path("results/corpora/large"));
  if (::geteuid() == 0) {
    MESSAGE("SKIPPED: root may write anywhere");
    return;
  }
  const harness::result::sample::TemporaryFolder checkout;
  const fs::path large = checkout.path() / "results" / "corpora" / "large";
  fs::create_directories(large);
  fs::permissions(checkout.path() / "results" / "corpora",
                  fs::perms::owner_read | fs::perms::owner_exec);
  CHECK(made_corpus("formats", checkout.path()) == fs::path("results/corpora/formats"));
  CHECK(made_corpus("large", checkout.path()) == large);  // made before
  fs::permissions(checkout.path() / "results" / "corpora", fs::perms::owner_all);
}

}  // namespace made_corpora_test
