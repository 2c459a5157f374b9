#include "engine/store/sqlite/statement.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "engine/documents/store/test_library.h"
#include "engine/store/sqlite/connection.h"

namespace statement_test {

using engine::documents::store::TestFolder;
using engine::store::sqlite::Connection;
using engine::store::sqlite::Statement;

TEST_CASE("a statement that failed once can be used again") {
  const TestFolder folder;
  auto connection = Connection::open(folder.file());
  REQUIRE(connection);
  REQUIRE(connection->execute("CREATE TABLE small(number INTEGER CHECK(number < 10))"));
  auto insert = connection->prepare("INSERT INTO small VALUES(?1)");
  REQUIRE(insert);
  CHECK_FALSE(insert->bind(1, std::int64_t{11}).run());
  CHECK(insert->code() == SQLITE_CONSTRAINT);
  CHECK(insert->bind(1, std::int64_t{9}).run());
  CHECK(insert->code() == SQLITE_OK);
  CHECK(connection->number("SELECT count(*) FROM small") == 1);
}

TEST_CASE("a parameter that there is not is an error once") {
  const TestFolder folder;
  auto connection = Connection::open(folder.file());
  REQUIRE(connection);
  auto select = connection->prepare("SELECT ?1");
  REQUIRE(select);
  CHECK_FALSE(select->bind(2, std::int64_t{1}).step());
  CHECK(select->code() == SQLITE_RANGE);
  REQUIRE(select->bind(1, std::int64_t{7}).step());
  CHECK(select->number(0) == 7);
}

}  // namespace statement_test
