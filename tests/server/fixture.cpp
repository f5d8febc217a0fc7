#include "tests/server/fixture.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include "base/sha256.h"
#include "ledger/migrate.h"
#include "sealing/price_content.h"
#include "sealing/seal.h"
#include "ledger/signed_bytes.h"
#include "server/desk_clock.h"
#include "server/people/accounts.h"
#include "server/random.h"

namespace terang::server::test {

using net::test::milliseconds;

LiveLine::LiveLine(std::uint16_t port, const std::string& cookie, const net::test::ClientOptions& options)
    : client_(port, options) {
  std::string request = net::test::upgrade_request("/api/v1/live", kOrigin);
  if (!cookie.empty()) request.insert(request.size() - 2, "Cookie: " + cookie + "\r\n");
  client_.send(request);
  const std::string head = client_.read_until("\r\n\r\n");
  if (head.find(" 101 ") == std::string::npos) throw std::runtime_error("no WebSocket: " + head);
}

void LiveLine::send(const json::Value& frame) { send_text(json::canonical(frame)); }
void LiveLine::send_text(std::string_view text) { client_.send(net::test::ws_frame(1, text)); }

std::optional<json::Value> LiveLine::next(milliseconds within) {
  const auto frame = net::test::read_frame(client_, within);
  if (frame.opcode != 1) return std::nullopt;
  auto value = json::parse(frame.payload, {.bytes = 1 << 20, .depth = 24, .decimals = false});
  if (!value) throw std::runtime_error("not JSON: " + frame.payload);
  return std::move(*value);
}

json::Value LiveLine::expect(std::string_view type, std::string_view bid, milliseconds within) {
  const auto fits = [&](const json::Value& frame) {
    return frame.text("type") == type && (bid.empty() || frame.text("bid") == bid);
  };
  for (auto at = kept_.begin(); at != kept_.end(); ++at) {
    if (!fits(*at)) continue;
    json::Value found = std::move(*at);
    kept_.erase(at);
    return found;
  }
  const Micros until = steady_now() + within.count() * 1000;
  while (steady_now() < until) {
    auto frame = next(milliseconds(std::max<Micros>(1, (until - steady_now()) / 1000)));
    if (!frame) break;
    if (fits(*frame)) return std::move(*frame);
    kept_.push_back(std::move(*frame));
  }
  ADD_FAILURE() << "no frame of type " << type << " " << bid;
  return {};
}

std::string uuid(int number) {
  char text[37];
  std::snprintf(text, sizeof text, "%08x-0000-4000-8000-000000000000", number);
  return text;
}

namespace {

terang::test::PrivatePostgres* shared_postgres() {
  static terang::test::PrivatePostgres postgres;
  return &postgres;
}

}  // namespace

World::World(Postgres which)
    : World(which == Postgres::own ? std::make_unique<terang::test::PrivatePostgres>() : nullptr) {}

World::World(terang::test::PrivatePostgres::Options own)
    : World(std::make_unique<terang::test::PrivatePostgres>(std::move(own))) {}

World::World(std::unique_ptr<terang::test::PrivatePostgres> own) : own_postgres(std::move(own)) {
  postgres = own_postgres ? own_postgres.get() : shared_postgres();
  folder = std::filesystem::temp_directory_path() / ("terang-test-" + random_id());
  std::filesystem::create_directories(folder);
  config.database = postgres->create_database();
  config.data = folder + "/data";
  config.web = folder + "/no-web";
  config.address = "127.0.0.1";
  config.port = 0;
  config.health_port = 0;
  config.origins = {kOrigin};
  config.threads = 2;
  config.live.bids_per_account = {1000, 1000};
  const auto& certificate = net::test::test_certificate();
  config.tls_cert = folder + "/cert.pem";
  config.tls_key = folder + "/key.pem";
  std::ofstream(config.tls_cert) << certificate.certificate_pem;
  std::ofstream(config.tls_key) << certificate.private_key_pem;
  const auto migrated = ledger::migrate(config.database, std::string(TERANG_SOURCE_DIR) + "/sql");
  if (!migrated) throw std::runtime_error(migrated.error().message);
}

World::~World() {
  platform.reset();
  std::filesystem::remove_all(folder);
}

Result<bool> World::try_start() {
  auto started = Platform::start(config, [this](const std::string& why) { fatal = why; });
  if (!started) return started.error();
  platform = std::move(*started);
  return true;
}

void World::start() {
  const auto started = try_start();
  ASSERT_TRUE(started.ok()) << started.error().name << ": " << started.error().message;
}

void World::stop() {
  EXPECT_TRUE(platform->stop());
  platform.reset();
}

Person World::make(const std::string& login, const std::string& role, const std::string& business, bool password) {
  auto db = connect();
  const auto account = create_account(
      db, {login, "Name of " + login, role, business, password ? std::optional<std::string>(kPassword) : std::nullopt});
  if (!account) throw std::runtime_error(account.error().name);
  Person person{login, account->id, account->business, {}, std::nullopt, {}};
  return person;
}

void World::sign_in(Person& person) {
  const Reply reply = post("/api/v1/session", json::Value::object({{"login", person.login}, {"password", kPassword}}));
  ASSERT_EQ(reply.status, 200) << reply.text;
  const auto at = reply.head.find("__Host-terang=");
  ASSERT_NE(at, std::string::npos);
  person.cookie = reply.head.substr(at, reply.head.find(';', at) - at);
}

void World::store_sessions(const std::vector<Person*>& people) {
  auto db = connect();
  pqxx::work work(db);
  for (Person* person : people) {
    const std::string token = to_hex(random_octets(32));
    person->cookie = "__Host-terang=" + token;
    work.exec_params("insert into session (token_hash, account, expires_at) values (decode($1, 'hex'), $2, now() + interval '1 hour')",
                     to_hex(sha256(token)), person->account);
  }
  work.commit();
}

void World::begin_sessions(const std::vector<Person*>& people) {
  store_sessions(people);
  for (int i = 0; i < 500; ++i) {
    platform->tick();
    if (!get("/api/v1/session", people.back()).body.is_null()) return;
    std::this_thread::sleep_for(milliseconds(2));
  }
  FAIL() << "the sessions were not taken up";
}

void World::register_key(Person& person) {
  person.key.emplace(PrivateKey::generate());
  person.key_id = key_id(person.key->spki());
  const std::string spki = to_base64(person.key->spki());
  const Reply reply = post("/api/v1/keys",
                           json::Value::object({{"signature", to_base64(person.key->sign(ledger::bytes_of(ledger::SignedKey{person.account, origin(), spki})))},
                                                {"spki", spki}}),
                           &person);
  ASSERT_EQ(reply.status, 201) << reply.text;
}

Reply World::raw(const std::string& request) {
  const auto response = net::test::fetch(port(), request);
  Reply reply{response.status, {}, response.body, response.head};
  if (auto body = json::parse(response.body, {.bytes = 1 << 22, .depth = 24, .decimals = false})) reply.body = std::move(*body);
  return reply;
}

Reply World::request(const std::string& method, const std::string& path, const std::optional<json::Value>& body,
                     const Person* who, const std::string& more_headers) {
  std::string request = method + " " + path + " HTTP/1.1\r\nHost: here.example\r\nConnection: close\r\n" + more_headers;
  if (who && !who->cookie.empty()) request += "Cookie: " + who->cookie + "\r\n";
  if (method != "GET") request += "Origin: " + std::string(kOrigin) + "\r\n";
  if (body) {
    const std::string text = json::canonical(*body);
    request += "Content-Type: application/json\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
  } else {
    request += "\r\n";
  }
  return raw(request);
}

Reply World::get(const std::string& path, const Person* who) { return request("GET", path, std::nullopt, who); }
Reply World::post(const std::string& path, const json::Value& body, const Person* who) { return request("POST", path, body, who); }
Reply World::put(const std::string& path, const json::Value& body, const Person* who) { return request("PUT", path, body, who); }

json::Value World::bid(const Person& who, const std::string& tender, const std::string& amount, const std::string& id,
                       bool confirm, const std::string& lot) const {
  const std::string message = ledger::bytes_of(ledger::SignedBid{amount, id, confirm, who.key_id, lot, origin(), tender});
  return json::Value::object({{"amount", amount},
                              {"bid", id},
                              {"confirm", confirm},
                              {"key", who.key_id},
                              {"lot", lot},
                              {"signature", to_base64(who.key->sign(message))},
                              {"tender", tender},
                              {"type", "bid"}});
}

json::Value World::offer(const Person& who, const std::string& tender, const json::Value& content, const std::string& id,
                         const std::string& lot) const {
  const tender::PlaceOffer said{{}, tender::TenderId(tender), tender::LotId(lot), tender::BidId(id),
                                json::canonical(content), tender::KeyId(who.key_id), {}};
  return json::Value::object({{"bid", id},
                              {"content", content},
                              {"key", who.key_id},
                              {"lot", lot},
                              {"signature", to_base64(who.key->sign(signed_bytes(said, origin())))},
                              {"tender", tender},
                              {"type", "offer"}});
}

json::Value World::commit(const Person& who, const std::string& tender, const std::string& amount, const std::string& id,
                          std::int64_t version) {
  const Reply seen = get("/api/v1/tenders/" + tender, &who);
  const json::Value& lot = seen.body.find("lots")->as_array()[0];
  const json::Value& terms = *lot.find("view")->find("sealing");
  sealing::Context context;
  context.tender = tender;
  context.lot = "1";
  context.bidder = lot.find("you")->text("pseudonym");
  context.bid = id;
  context.version = version;
  context.server_key = *from_base64(terms.text("server_key"));
  context.deadline = *parse_time(terms.text("deadline"));
  const auto sealed = sealing::seal(context, sealing::price_content(amount), sealing::random_for_sealing());
  json::Value content = sealing::commitments_to_json(sealed.commitments);
  content.set("kind", "commit");
  content.set("version", version);
  json::Value frame = offer(who, tender, content, id);
  frame.set("envelope", to_base64(sealed.envelope));
  return frame;
}

json::Value World::document(const Person& officer, Micros starts_in, Micros lasts, const json::Value& more_rules) const {
  const Micros starts = system_now() + starts_in;
  json::Value rules = json::Value::object({{"ceiling", "1000000"}, {"tick", "100"}});
  if (more_rules.is_object())
    for (const auto& [key, value] : more_rules.as_object()) rules.set(key, value);
  const json::Value item = json::Value::object({{"description", "Kursi"}, {"quantity", "10"}, {"unit", "buah"}});
  const json::Value lot = json::Value::object({{"estimate", "1000000"},
                                               {"id", "1"},
                                               {"items", json::Value::array({item})},
                                               {"rules", rules},
                                               {"title", "Kursi kelas"}});
  return json::Value::object(
      {{"buyer", json::Value::object({{"id", officer.business}, {"name", "Dinas Uji"}})},
       {"category", "goods"},
       {"contact", json::Value::object({{"email", "pokja@uji.example"}, {"name", "Pokja Uji"}})},
       {"currency", "IDR"},
       {"description", "Kursi untuk ruang kelas."},
       {"language", "id"},
       {"lots", json::Value::array({lot})},
       {"schedule", json::Value::object({{"auction_ends_at", format_time(starts + lasts)},
                                         {"auction_starts_at", format_time(starts)}})},
       {"time_zone", "Asia/Jakarta"},
       {"title", "Kursi sekolah"}});
}

std::string World::scheduled_tender(Person& officer, const std::vector<Person*>& bidders, Micros starts_in, Micros lasts,
                                    const json::Value& more_rules) {
  const Reply made = post("/api/v1/tenders", document(officer, starts_in, lasts, more_rules), &officer);
  EXPECT_EQ(made.status, 201) << made.text;
  const std::string id(made.body.text("id"));
  const std::string base = "/api/v1/tenders/" + id;
  const Reply published = request("POST", base + "/publish", std::nullopt, &officer);
  EXPECT_EQ(published.status, 200) << published.text;
  for (const Person* bidder : bidders) {
    const Reply admitted = post(base + "/bidders",
                                json::Value::object({{"business", bidder->business}, {"lots", json::Value::array({"1"})}}), &officer);
    EXPECT_EQ(admitted.status, 200) << admitted.text;
  }
  const Reply scheduled = request("POST", base + "/schedule", std::nullopt, &officer);
  EXPECT_EQ(scheduled.status, 200) << scheduled.text;
  return id;
}

void World::wait_for_phase(const std::string& tender, const std::string& phase) {
  const Micros until = steady_now() + 10 * kSecond;
  std::string seen;
  while (steady_now() < until) {
    const Reply reply = get("/api/v1/tenders/" + tender);
    if (const json::Value* lots = reply.body.find("lots"); lots && lots->is_array() && !lots->as_array().empty())
      if (const json::Value* view = lots->as_array()[0].find("view")) seen = view->text("phase");
    if (seen == phase) return;
    std::this_thread::sleep_for(milliseconds(20));
  }
  ADD_FAILURE() << "the lot is " << seen << ", not " << phase;
}

}  // namespace terang::server::test
