#include "server/people/accounts.h"

#include <algorithm>
#include <cctype>

#include "server/people/password.h"
#include "server/random.h"

namespace terang::server {
namespace {

constexpr const char* kColumns =
    "select a.id, a.login, a.name, a.role, coalesce(a.business, ''), coalesce(b.name, ''), a.password, "
    "a.disabled_at is not null from account a left join business b on b.id = a.business ";

Account read(const pqxx::row& row) {
  return {row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<std::string>(),
          row[4].as<std::string>(), row[5].as<std::string>(), row[6].as<std::string>(), row[7].as<bool>()};
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

bool is_login(const std::string& login) {
  return login.size() >= 3 && login.size() <= 100 && std::all_of(login.begin(), login.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '.' || c == '-' || c == '_' || c == '@' || c == '+';
         });
}

Result<bool> change(pqxx::connection& db, std::string_view login, const std::string& set, const std::string& value) {
  pqxx::work work(db);
  const auto changed =
      work.exec_params("update account set " + set + " where login = $1 returning id", lower(login), value);
  if (changed.empty()) return Failure{"login_unknown", "There is no account of that name."};
  work.exec_params("delete from session where account = $1", changed[0][0].as<std::string>());
  work.commit();
  return true;
}

}  // namespace

Result<Account> create_account(pqxx::connection& db, const NewAccount& wanted) {
  Account account;
  account.login = lower(wanted.login);
  account.name = wanted.name;
  account.role = wanted.role;
  if (!is_login(account.login))
    return Failure{"login_malformed", "A sign-in name has 3 to 100 letters, digits or . - _ @ +."};
  if (account.name.empty() || account.name.size() > 200) return Failure{"name_malformed", "Give a name."};
  static constexpr std::string_view kRoles[] = {"bidder", "officer", "auditor", "administrator"};
  if (std::find(std::begin(kRoles), std::end(kRoles), account.role) == std::end(kRoles))
    return Failure{"role_unknown", "The role is one of bidder, officer, auditor, administrator."};
  if ((account.role == "bidder" || account.role == "officer") == wanted.business_name.empty())
    return Failure{"business_missing", "A bidder belongs to a business and an officer to a buyer, others to none: name it."};
  account.password = "*";  // no password has this hash
  if (wanted.password) {
    auto hashed = hash_password(*wanted.password);
    if (!hashed) return hashed.error();
    account.password = *hashed;
  }

  pqxx::work work(db);
  if (!wanted.business_name.empty()) {
    const std::string kind = account.role == "bidder" ? "business" : "buyer";
    work.exec_params("insert into business (id, name, kind) values ($1, $2, $3) on conflict do nothing", random_id(),
                     wanted.business_name, kind);
    const auto row = work.exec_params1("select id, name from business where kind = $1 and lower(name) = lower($2)",
                                       kind, wanted.business_name);
    account.business = row[0].as<std::string>();
    account.business_name = row[1].as<std::string>();
  }
  account.id = random_id();
  const auto inserted = work.exec_params(
      "insert into account (id, login, name, role, business, password) values ($1, $2, $3, $4, nullif($5, ''), $6) "
      "on conflict do nothing returning id",
      account.id, account.login, account.name, account.role, account.business, account.password);
  if (inserted.empty()) return Failure{"login_taken", "Another account has that sign-in name."};
  work.commit();
  return account;
}

std::optional<Account> find_account(pqxx::connection& db, std::string_view login) {
  pqxx::read_transaction read_only(db);
  const auto rows = read_only.exec_params(std::string(kColumns) + "where a.login = $1", lower(login));
  if (rows.empty()) return std::nullopt;
  return read(rows[0]);
}

std::vector<Account> list_accounts(pqxx::connection& db) {
  pqxx::read_transaction read_only(db);
  std::vector<Account> accounts;
  for (const auto& row : read_only.exec(std::string(kColumns) + "order by a.login")) accounts.push_back(read(row));
  return accounts;
}

Result<bool> set_password(pqxx::connection& db, std::string_view login, std::string_view password) {
  auto hashed = hash_password(password);
  if (!hashed) return hashed.error();
  return change(db, login, "password = $2", *hashed);
}

Result<bool> set_disabled(pqxx::connection& db, std::string_view login, bool disabled) {
  return change(db, login, "disabled_at = case when $2 = 'yes' then now() end", disabled ? "yes" : "no");
}

json::Value find_businesses(pqxx::connection& db, std::string_view part) {
  pqxx::read_transaction read_only(db);
  json::Array list;
  for (const auto& row : read_only.exec_params(
           "select id, name from business where kind = 'business' and strpos(lower(name), lower($1)) > 0 order by lower(name) limit 50",
           std::string(part)))
    list.push_back(json::Value::object({{"id", row[0].as<std::string>()}, {"name", row[1].as<std::string>()}}));
  return json::Value::object({{"businesses", std::move(list)}});
}

json::Value business_names(pqxx::connection& db, const std::vector<std::string>& ids) {
  json::Value names = json::Value::object();
  pqxx::read_transaction read_only(db);
  for (const std::string& id : ids) {
    const auto rows = read_only.exec_params("select name from business where id = $1", id);
    if (!rows.empty()) names.set(id, rows[0][0].as<std::string>());
  }
  return names;
}

}  // namespace terang::server
