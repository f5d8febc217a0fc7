#include "server/people/sessions.h"

#include "base/sha256.h"
#include "server/random.h"

namespace terang::server {
namespace {

std::string hash_of(std::string_view token) { return to_hex(sha256(token)); }

}  // namespace

void Sessions::load(pqxx::connection& db) {
  const std::lock_guard one_writer(writing_);
  std::unordered_map<std::string, std::shared_ptr<const Session>> loaded;
  {
    pqxx::work work(db);
    work.exec("delete from session where expires_at < now()");
    for (const auto& row : work.exec(
             "select encode(s.token_hash, 'hex'), a.id, a.login, a.name, a.role, coalesce(a.business, ''), "
             "coalesce(b.name, ''), (extract(epoch from s.expires_at) * 1000000)::bigint from session s "
             "join account a on a.id = s.account left join business b on b.id = a.business "
             "where a.disabled_at is null"))
      loaded[row[0].as<std::string>()] = std::make_shared<const Session>(
          Session{row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<std::string>(), row[4].as<std::string>(),
                  row[5].as<std::string>(), row[6].as<std::string>(), row[7].as<Micros>()});
    work.commit();
  }
  const std::unique_lock lock(mutex_);
  by_hash_.swap(loaded);
  version_.fetch_add(1, std::memory_order_release);
}

std::string Sessions::begin(pqxx::connection& db, const Account& account, Micros now) {
  const std::string token = to_hex(random_octets(32));
  const Session session{account.id,       account.login,         account.name,        account.role,
                        account.business, account.business_name, now + kSessionLength};
  const std::lock_guard one_writer(writing_);
  pqxx::work work(db);
  work.exec_params(
      "insert into session (token_hash, account, expires_at) values (decode($1, 'hex'), $2, to_timestamp($3::bigint / 1000000))",
      hash_of(token), account.id, session.expires_at);
  work.commit();
  const std::unique_lock lock(mutex_);
  by_hash_[hash_of(token)] = std::make_shared<const Session>(session);
  return token;
}

void Sessions::end(pqxx::connection& db, std::string_view token) {
  const std::lock_guard one_writer(writing_);
  pqxx::work work(db);
  work.exec_params("delete from session where token_hash = decode($1, 'hex')", hash_of(token));
  work.commit();
  const std::unique_lock lock(mutex_);
  by_hash_.erase(hash_of(token));
  version_.fetch_add(1, std::memory_order_release);
}

std::shared_ptr<const Session> Sessions::hold(std::string_view token, Micros now) const {
  if (token.size() != 64) return nullptr;
  const std::string hash = hash_of(token);
  const std::shared_lock lock(mutex_);
  const auto at = by_hash_.find(hash);
  return at == by_hash_.end() || at->second->expires_at <= now ? nullptr : at->second;
}

std::optional<Session> Sessions::find(std::string_view token, Micros now) const {
  const auto session = hold(token, now);
  return session ? std::optional(*session) : std::nullopt;
}

}  // namespace terang::server
