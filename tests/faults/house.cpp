#include "tests/faults/house.h"

#include <signal.h>

#include <fstream>
#include <thread>

#include "ledger/entry.h"
#include "ledger/pg_journal.h"

namespace terang::faults {
namespace {

constexpr json::Limits kLarge{.bytes = 8u << 20, .depth = 64, .decimals = false};

}  // namespace

House::House(World::Postgres which) : World(which) {}
House::House(terang::test::PrivatePostgres::Options own) : World(std::move(own)) {}

void House::write_config() {
  std::ofstream file(folder + "/terang.toml");
  const auto text = [&](const char* key, const std::string& value) { file << key << " = '" << value << "'\n"; };
  text("database", config.database);
  text("data", config.data);
  text("web", config.web);
  text("address", "127.0.0.1");
  text("tls_cert", config.tls_cert);
  text("tls_key", config.tls_key);
  for (const auto& [key, value] : {std::pair("witness_policy", config.witness_policy), std::pair("timestamp_url", config.timestamp_url),
                                   std::pair("timestamp_ca", config.timestamp_ca)})
    if (!value.empty()) text(key, value);
  // All of a test comes from one address.
  file << "port = " << served_at << "\nhealth_port = 0\nthreads = 2\norigins = ['" << server::test::kOrigin << "']\n"
       << "[limits]\nbids_per_account = [100000, 100000]\nmessages_per_address = [1000000, 1000000]\n"
       << "messages_per_peer = [100000, 100000]\nrequests_per_address = [100000, 100000]\n"
       << "new_connections_per_address = [100000, 100000]\n"
       << "write_stall_seconds = " << std::chrono::duration_cast<std::chrono::seconds>(config.limits.write_stall).count() << "\n";
  if (!retention.empty()) file << "[retention]\n";
  for (const auto& [kind, years] : retention) file << "'" << kind << "' = " << years << "\n";
}

void House::serve(const Words& environment) {
  write_config();
  server = std::make_unique<Process>(Words{program("terang"), "serve", "--config", folder + "/terang.toml"}, folder, environment);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < until && !server->wait(milliseconds(5))) {
    const std::string log = server->err();
    std::istringstream lines(log);
    for (std::string line; std::getline(lines, line);) {
      const auto parsed = json::parse(line);
      if (!parsed || parsed->text("event") != "server.started") continue;
      served_at = static_cast<std::uint16_t>(parsed->find("port")->as_int());
      health_port_ = static_cast<std::uint16_t>(parsed->find("health_port")->as_int());
      return;
    }
  }
  throw std::runtime_error("the server does not start: " + server->err());
}

Finished House::serve_and_be_refused() {
  write_config();
  return run({program("terang"), "serve", "--config", folder + "/terang.toml"}, folder);
}

void House::kill() {
  server->signal(SIGKILL);
  EXPECT_EQ(server->wait(std::chrono::seconds(10)), 128 + SIGKILL) << server->err();
}

int House::terminate() {
  server->signal(SIGTERM);
  return server->wait(std::chrono::seconds(30)).value_or(-1);
}

Finished House::terang(const Words& words, const std::string& input, const Words& environment) const {
  Words command{program("terang")}, variables{"TERANG_DATABASE_URL=" + config.database, "TERANG_DATA=" + config.data};
  command.insert(command.end(), words.begin(), words.end());
  variables.insert(variables.end(), environment.begin(), environment.end());
  return run(command, folder, variables, input);
}

Finished House::verify(const Words& words) const {
  Words command{program("terang-verify")};
  command.insert(command.end(), words.begin(), words.end());
  return run(command, folder);
}

void House::expect_whole_log() const {
  const Finished replayed = terang({"replay"});
  EXPECT_EQ(replayed.code, 0) << replayed.out << replayed.err;
  const Finished verified = verify_database();
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  EXPECT_NE(verified.out.find("every decision replayed"), std::string::npos) << verified.out;
}

void House::people(int count) {
  officer = make("ratna", "officer", "Dinas Uji");
  for (int i = 1; i <= count; ++i)
    bidders.push_back(make("bidder" + std::to_string(i), "bidder", "CV " + std::to_string(i)));
  std::vector<Person*> all{&officer};
  for (Person& bidder : bidders) all.push_back(&bidder);
  store_sessions(all);
}

std::string House::live_tender(Micros lasts, const json::Value& more_rules) {
  std::vector<Person*> all;
  for (Person& bidder : bidders) {
    if (!bidder.key) register_key(bidder);
    all.push_back(&bidder);
  }
  json::Value rules = json::Value::object({{"tick", "1"}});
  if (more_rules.is_object())
    for (const auto& [key, value] : more_rules.as_object()) rules.set(key, value);
  const std::string tender = scheduled_tender(officer, all, 2 * kSecond, lasts, rules);
  wait_for_phase(tender, "live");
  return tender;
}

json::Value House::lot_view(const std::string& tender, const Person* who) {
  const Reply reply = get("/api/v1/tenders/" + tender, who);
  const json::Value* lots = reply.body.find("lots");
  if (!lots || !lots->is_array() || lots->as_array().empty() || !lots->as_array()[0].find("view")) {
    ADD_FAILURE() << "no lot: " << reply.status << " " << reply.text;
    return json::Value::object();
  }
  return *lots->as_array()[0].find("view");
}

void House::wait_for_checkpoint() const {
  for (int i = 0; i < 200; ++i) {
    if (postgres->sql("select (select max(size) from ledger_checkpoint) = (select count(*) from ledger_entry)", database_name()) == "t\n") return;
    std::this_thread::sleep_for(milliseconds(50));
  }
  FAIL() << "no checkpoint covers all entries";
}

double House::metric(const std::string& name) const {
  net::test::ClientOptions plain;
  plain.tls = false;
  const std::string page =
      net::test::fetch(health_port_, "GET /metrics HTTP/1.1\r\nHost: inside\r\nConnection: close\r\n\r\n", plain).body;
  const auto at = page.find("\n" + name + " ");
  return at == std::string::npos ? -1 : std::stod(page.substr(at + name.size() + 2));
}

std::string House::database_name() const { return config.database.substr(config.database.find("dbname=") + 7); }

void House::alter_ledger(const std::string& statement) const {
  pqxx::connection db(config.database);
  pqxx::work work(db);
  work.exec("alter table ledger_entry disable trigger all");
  work.exec(statement);
  work.exec("alter table ledger_entry enable trigger all");
  work.commit();
}

std::map<std::int64_t, House::Stored> House::stored_bids() const {
  pqxx::connection db(config.database);
  pqxx::read_transaction read(db);
  std::map<std::int64_t, Stored> bids;
  for (const auto& row : read.exec("select seq, convert_from(payload, 'UTF8'), encode(header, 'hex') from ledger_entry "
                                   "where position('\"kind\":\"bid.placed\"'::bytea in payload) > 0")) {
    const auto payload = json::parse(row[1].as<std::string>(), kLarge);
    if (!payload) throw std::runtime_error("a payload is no JSON");
    const json::Value& data = *payload->find("data");
    const auto header = ledger::decode_header(*from_hex(row[2].as<std::string>()));
    bids[row[0].as<std::int64_t>()] = {std::string(data.text("bid")), std::string(data.text("verdict")),
                                       std::string(data.text("amount")), header->time};
  }
  return bids;
}

std::vector<Micros> House::stored_times() const {
  pqxx::connection db(config.database);
  pqxx::read_transaction read(db);
  std::vector<Micros> times;
  for (const auto& row : read.exec("select encode(header, 'hex') from ledger_entry order by seq"))
    times.push_back(ledger::decode_header(*from_hex(row[0].as<std::string>()))->time);
  return times;
}

}  // namespace terang::faults
