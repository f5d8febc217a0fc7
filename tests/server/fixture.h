// A whole platform in this process, on a PostgreSQL of its own, used over real TLS sockets.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "base/json.h"
#include "server/platform.h"
#include "server/signature.h"
#include "tests/net/client.h"
#include "tests/support/private_postgres.h"

namespace terang::server::test {

inline constexpr char kOrigin[] = "https://here.example";
inline constexpr char kPassword[] = "correct horse";

struct Reply {
  int status = 0;
  json::Value body;  // null when it is not JSON
  std::string text, head;
  std::string code() const { return std::string(body.text("code")); }
};

// Who asks: a cookie, and for a bidder a key.
struct Person {
  std::string login, account, business, cookie;
  std::optional<PrivateKey> key;
  std::string key_id;
};

// A WebSocket of one person. Frames that nobody asked for are kept until somebody does.
class LiveLine {
 public:
  LiveLine(std::uint16_t port, const std::string& cookie, const net::test::ClientOptions& options = {});
  void send(const json::Value& frame);
  void send_text(std::string_view text);
  // The next frame of that type (and, for answers, to that bid); fails the test after `within`.
  json::Value expect(std::string_view type, std::string_view bid = {},
                     net::test::milliseconds within = net::test::milliseconds(8000));
  std::optional<json::Value> next(net::test::milliseconds within);
  bool closed() const { return client_.closed(); }
  net::test::Client& client() { return client_; }

 private:
  net::test::Client client_;
  std::vector<json::Value> kept_;
};

class World {
 public:
  enum class Postgres { shared, own };  // own: for tests that kill or freeze it
  explicit World(Postgres which = Postgres::shared);
  explicit World(terang::test::PrivatePostgres::Options own);
  ~World();

  void start();  // the platform; fails the test when it does not start
  Result<bool> try_start();
  void stop();   // gracefully
  std::uint16_t port() const { return served_at != 0 ? served_at : platform->port(); }
  pqxx::connection connect() const { return pqxx::connection(config.database); }

  // `password`: one that signs in by the door; without it begin_session is the only way in, and a quarter of a second
  // of password hashing is saved.
  Person make(const std::string& login, const std::string& role, const std::string& business = {}, bool password = false);
  void sign_in(Person& person);
  void begin_sessions(const std::vector<Person*>& people);  // straight into the table, as a restart finds it
  void store_sessions(const std::vector<Person*>& people);  // the same for a platform that is yet to start
  void register_key(Person& person);

  Reply get(const std::string& path, const Person* who = nullptr);
  Reply post(const std::string& path, const json::Value& body, const Person* who = nullptr);
  Reply put(const std::string& path, const json::Value& body, const Person* who = nullptr);
  Reply raw(const std::string& request);
  Reply request(const std::string& method, const std::string& path, const std::optional<json::Value>& body,
                const Person* who, const std::string& more_headers = {});

  std::string origin() const { return config.origin; }
  // What a format knows beside an amount, signed.
  json::Value offer(const Person& who, const std::string& tender, const json::Value& content, const std::string& id,
                    const std::string& lot = "1") const;
  // A price sealed as a bidder's browser does it: from the lot's public view and his own line.
  json::Value commit(const Person& who, const std::string& tender, const std::string& amount, const std::string& id,
                     std::int64_t version);
  json::Value bid(const Person& who, const std::string& tender, const std::string& amount, const std::string& id,
                  bool confirm = false, const std::string& lot = "1") const;

  // A tender of one lot with both bidders admitted and scheduled to start in `starts_in`, for `lasts`.
  std::string scheduled_tender(Person& officer, const std::vector<Person*>& bidders, Micros starts_in, Micros lasts,
                               const json::Value& more_rules = {});
  json::Value document(const Person& officer, Micros starts_in, Micros lasts, const json::Value& more_rules = {}) const;
  // Waits until the lot has that phase; fails the test after ten seconds.
  void wait_for_phase(const std::string& tender, const std::string& phase);

  std::unique_ptr<terang::test::PrivatePostgres> own_postgres;
  terang::test::PrivatePostgres* postgres;
  ServerConfig config;
  std::unique_ptr<Platform> platform;
  std::uint16_t served_at = 0;  // where a process of its own serves this world; 0: `platform` does
  std::string folder;
  std::string fatal;

 private:
  explicit World(std::unique_ptr<terang::test::PrivatePostgres> own);  // none: the shared one
};

std::string uuid(int number);

}  // namespace terang::server::test
