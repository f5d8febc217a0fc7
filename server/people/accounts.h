// Accounts, businesses and sessions in PostgreSQL (sql/0004_people.sql). Every function runs on a worker's connection.
#pragma once

#include <pqxx/pqxx>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace terang::server {

struct Account {
  std::string id, login, name, role;
  std::string business, business_name;  // of a bidder: his business; of an officer: the buyer; else empty
  std::string password;                 // encoded hash
  bool disabled = false;
};

struct NewAccount {
  std::string login, name, role, business_name;
  std::optional<std::string> password;  // none: nobody can sign in
};

// Failure names: login_malformed, name_malformed, role_unknown, business_missing, login_taken, password_too_short,
// password_too_long. A business of that name is made where there is none.
Result<Account> create_account(pqxx::connection& db, const NewAccount& wanted);
std::optional<Account> find_account(pqxx::connection& db, std::string_view login);
std::vector<Account> list_accounts(pqxx::connection& db);
// Failure names: login_unknown, password_*. Both end every session of the account.
Result<bool> set_password(pqxx::connection& db, std::string_view login, std::string_view password);
Result<bool> set_disabled(pqxx::connection& db, std::string_view login, bool disabled);

json::Value find_businesses(pqxx::connection& db, std::string_view part);  // {"businesses":[{id,name}]}, at most 50
// id → name, for the businesses named.
json::Value business_names(pqxx::connection& db, const std::vector<std::string>& ids);

}  // namespace terang::server
