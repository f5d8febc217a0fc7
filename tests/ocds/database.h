// One private PostgreSQL for the tests of this program, a migrated database for each test.
#pragma once

#include <pqxx/pqxx>
#include <string>

#include "tests/support/private_postgres.h"

namespace terang::tender::test {

terang::test::PrivatePostgres& postgres();
std::string migrated_database();  // its conninfo

// The first field of the first row, as text; "" for NULL.
std::string ask(const std::string& conninfo, const std::string& sql);

}  // namespace terang::tender::test
