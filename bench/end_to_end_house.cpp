#include "bench/end_to_end_house.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <pqxx/pqxx>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "base/sha256.h"
#include "base/time.h"
#include "bench/load_client.h"
#include "ledger/migrate.h"
#include "ledger/signed_bytes.h"
#include "server/desk_clock.h"
#include "server/people/accounts.h"
#include "server/random.h"

namespace terang::bench {
namespace {

constexpr char kLog[] = "bench.example/terang/log1";
constexpr std::int64_t kCeiling = 900'000'000'000'000;

thread_local std::unique_ptr<net::test::Client> own_client;  // of a thread of all_bidders

[[noreturn]] void broken(const std::string& what) { throw std::runtime_error(what); }

std::string begin_session(pqxx::work& work, const std::string& account) {
  const std::string token = to_hex(server::random_octets(32));
  work.exec_params("insert into session (token_hash, account, expires_at) "
                   "values (decode($1, 'hex'), $2, now() + interval '1 hour')",
                   to_hex(sha256(token)), account);
  return "__Host-terang=" + token;
}

}  // namespace

House::House(std::size_t bidders) {
  const char* base = std::getenv("TERANG_BENCH_DATABASE");
  if (!base) {
    std::fprintf(stderr, "TERANG_BENCH_DATABASE is not set: bench/run sets it\n");
    std::exit(77);
  }
  conninfo_ = base;
  // A log and names of this run's own: what it leaves behind is in nobody's way.
  log_ = static_cast<int>(1'000 + 2 * server::random_below(1'000'000'000));
  if (const auto migrated = ledger::migrate(conninfo_, std::string(TERANG_SOURCE_DIR) + "/sql"); !migrated)
    broken(migrated.error().message);
  folder_ = std::filesystem::temp_directory_path() / ("terang-bench-" + server::random_id());
  std::filesystem::create_directories(folder_);
  make_people(bidders);
  serve();
  client_ = std::make_unique<net::test::Client>(port_);
  register_keys();
}

House::~House() {
  client_.reset();
  if (server_) {
    server_->signal(SIGTERM);
    server_->wait(std::chrono::seconds(30));
    server_.reset();
  }
  std::filesystem::remove_all(folder_);
}

void House::make_people(std::size_t bidders) {
  pqxx::connection db(conninfo_);
  const auto account = [&](const std::string& login, const std::string& role, const std::string& business) {
    const auto made = server::create_account(db, {login, "Name of " + login, role, business, std::nullopt});
    if (!made) broken(made.error().name);
    return *made;
  };
  const std::string run = std::to_string(log_);
  const auto officer = account("officer-" + run, "officer", "Dinas Ukur " + run);
  buyer_ = officer.business;
  for (std::size_t i = 0; i < bidders; ++i) {
    const auto made = account("bidder-" + run + "-" + std::to_string(i), "bidder", "CV Ukur " + run + "-" + std::to_string(i));
    bidders_.push_back({made.id, made.business, {}, {}, std::nullopt});
  }
  pqxx::work work(db);
  officer_cookie_ = begin_session(work, officer.id);
  for (Bidder& bidder : bidders_) bidder.cookie = begin_session(work, bidder.account);
  work.commit();
}

void House::serve() {
  const auto& certificate = net::test::test_certificate();
  std::ofstream(folder_ + "/cert.pem") << certificate.certificate_pem;
  std::ofstream(folder_ + "/key.pem") << certificate.private_key_pem;
  // All that comes here comes from one address, and far faster than people bid.
  std::ofstream(folder_ + "/terang.toml")
      << "log = " << log_ << "\norigin = '" << kLog << "'\ndata = '" << folder_ << "/data'\nweb = '" << folder_ << "/no-web'\n"
      << "address = '127.0.0.1'\nport = 0\nhealth_port = 0\norigins = ['" << kSite << "']\n"
      << "tls_cert = '" << folder_ << "/cert.pem'\ntls_key = '" << folder_ << "/key.pem'\n"
      << "[limits]\nconnections_per_address = 20000\nnew_connections_per_address = [1, 0]\n"
      << "requests_per_address = [1, 0]\nmessages_per_address = [1, 0]\nmessages_per_peer = [1, 0]\n"
      << "bids_per_account = [1, 0]\n";
  server_ = std::make_unique<faults::Process>(
      faults::Words{TERANG_PROGRAM, "serve", "--config", folder_ + "/terang.toml", "--database", conninfo_}, folder_);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (port_ == 0) {
    if (server_->wait(std::chrono::milliseconds(20)) || std::chrono::steady_clock::now() > until)
      broken("the server does not start: " + server_->err());
    std::istringstream log(server_->err());
    for (std::string line; std::getline(log, line);)
      if (const auto parsed = json::parse(line); parsed && parsed->text("event") == "server.started")
        port_ = static_cast<std::uint16_t>(parsed->find("port")->as_int());
  }
}

void House::all_bidders(std::size_t count, const std::function<void(std::size_t)>& each) {
  // Each of these waits for a commit: many at once share one.
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::string problem;
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i)
    threads.emplace_back([&] {
      try {
        own_client = std::make_unique<net::test::Client>(port_);
        for (std::size_t k; (k = next++) < count;) each(k);
      } catch (const std::exception& error) {
        const std::lock_guard lock(mutex);
        problem = error.what();
      }
      own_client.reset();
    });
  for (auto& thread : threads) thread.join();
  if (!problem.empty()) broken(problem);
}

json::Value House::request(const std::string& method, const std::string& path, const std::optional<json::Value>& body,
                           const std::string& cookie, int expected) {
  std::string text = method + " /api/v1" + path + " HTTP/1.1\r\nHost: here.example\r\nCookie: " + cookie + "\r\n";
  if (method != "GET") text += std::string("Origin: ") + kSite + "\r\n";
  if (body) {
    const std::string content = json::canonical(*body);
    text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content;
  } else {
    text += "\r\n";
  }
  net::test::Client& client = own_client ? *own_client : *client_;
  client.send(text);
  const auto response = net::test::read_response(client);
  if (response.status != expected) broken(method + " " + path + ": " + response.head + response.body);
  auto value = json::parse(response.body, {.bytes = 1 << 22, .depth = 24, .decimals = false});
  if (!value) broken(method + " " + path + ": " + response.body);
  return std::move(*value);
}

void House::register_keys() {
  all_bidders(bidders_.size(), [this](std::size_t i) {
    Bidder& bidder = bidders_[i];
    bidder.key.emplace(server::PrivateKey::generate());
    bidder.key_id = server::key_id(bidder.key->spki());
    const std::string spki = to_base64(bidder.key->spki());
    const std::string signature = to_base64(bidder.key->sign(ledger::bytes_of(ledger::SignedKey{bidder.account, kLog, spki})));
    request("POST", "/keys", json::Value::object({{"signature", signature}, {"spki", spki}}), bidder.cookie, 201);
  });
}

std::string House::live_tender(std::size_t bidders) {
  return live_tender(bidders, json::Value::object({{"ceiling", std::to_string(kCeiling)}, {"tick", "1"}}), 3600 * kSecond);
}

std::string House::live_tender(std::size_t bidders, const json::Value& rules, Micros lasts) {
  const Micros starts = server::system_now() + 5 * kSecond;
  const json::Value lot = json::Value::object(
      {{"estimate", std::to_string(kCeiling)},
       {"id", "1"},
       {"items", json::Value::array({json::Value::object({{"description", "Kursi"}, {"quantity", "10"}, {"unit", "buah"}})})},
       {"rules", rules},
       {"title", "Kursi kelas"}});
  const json::Value made = request(
      "POST", "/tenders",
      json::Value::object({{"buyer", json::Value::object({{"id", buyer_}, {"name", "Dinas Ukur"}})},
                           {"category", "goods"},
                           {"contact", json::Value::object({{"email", "pokja@ukur.example"}, {"name", "Pokja Ukur"}})},
                           {"currency", "IDR"},
                           {"description", "Kursi untuk ruang kelas."},
                           {"language", "id"},
                           {"lots", json::Value::array({lot})},
                           {"schedule", json::Value::object({{"auction_ends_at", format_time(starts + lasts)},
                                                             {"auction_starts_at", format_time(starts)}})},
                           {"time_zone", "Asia/Jakarta"},
                           {"title", "Kursi sekolah"}}),
      officer_cookie_, 201);
  const std::string id(made.text("id")), path = "/tenders/" + id;
  request("POST", path + "/publish", std::nullopt, officer_cookie_, 200);
  const auto admit = [&](std::size_t i) {
    request("POST", path + "/bidders",
            json::Value::object({{"business", bidders_[i].business}, {"lots", json::Value::array({"1"})}}), officer_cookie_, 200);
  };
  admit(0);
  // Scheduled as soon as there is somebody to bid: a slow machine may admit the others when the auction runs.
  request("POST", path + "/schedule", std::nullopt, officer_cookie_, 200);
  all_bidders(bidders - 1, [&](std::size_t i) {
    for (int tries = 1;; ++tries) {
      try {
        return admit(i + 1);
      } catch (const std::runtime_error& refused) {
        // Two admissions at once may draw the same pseudonym: the later one is asked again.
        if (tries == 20 || !std::string_view(refused.what()).ends_with("problem:pseudonym_taken\"}")) throw;
      }
    }
  });
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(120);
  while (std::chrono::steady_clock::now() < until) {
    const json::Value tender = request("GET", path, std::nullopt, officer_cookie_, 200);
    if (tender.find("lots")->as_array()[0].find("view")->text("phase") == "live") return id;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  broken("the auction does not open");
}

std::vector<std::vector<std::string>> House::sign_bids(const std::string& tender, std::size_t bidders, std::size_t each) {
  std::vector<std::vector<std::string>> bids(bidders);
  const auto sign = [&](std::size_t from, std::size_t by) {
    for (std::size_t i = from; i < bidders; i += by)
      for (std::size_t k = 0; k < each; ++k) {
        // Whoever's turn it is goes below all others, so that the lead changes with about every bid.
        const std::string amount = std::to_string(kCeiling - static_cast<std::int64_t>((step_ + k) * 10'000 + i));
        char id[64];
        std::snprintf(id, sizeof id, "%08zx-0000-4000-8000-%012zx", ids_ + k, i);
        const std::string message = ledger::bytes_of(ledger::SignedBid{amount, id, false, bidders_[i].key_id, "1", kLog, tender});
        bids[i].push_back(masked_text_frame(json::canonical(
            json::Value::object({{"amount", amount},
                                 {"bid", id},
                                 {"confirm", false},
                                 {"key", bidders_[i].key_id},
                                 {"lot", "1"},
                                 {"signature", to_base64(bidders_[i].key->sign(message))},
                                 {"tender", tender},
                                 {"type", "bid"}}))));
      }
  };
  const std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> running;
  for (std::size_t i = 0; i < threads; ++i) running.emplace_back(sign, i, threads);
  for (auto& thread : running) thread.join();
  step_ += each;
  ids_ += each;
  return bids;
}

std::vector<std::vector<std::string>> House::sign_offers(const std::string& tender, const std::vector<std::vector<json::Value>>& contents) {
  std::vector<std::vector<std::string>> offers(contents.size());
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const Bidder& bidder = bidders_[i];
    for (const json::Value& content : contents[i]) {
      char id[64];
      std::snprintf(id, sizeof id, "%08zx-0000-4000-8000-%012zx", ids_++, i);
      const std::string message = ledger::bytes_of(ledger::SignedOffer{id, json::canonical(content), bidder.key_id, "1", kLog, tender});
      offers[i].push_back(masked_text_frame(json::canonical(json::Value::object({{"bid", id},
                                                                                 {"content", content},
                                                                                 {"key", bidder.key_id},
                                                                                 {"lot", "1"},
                                                                                 {"signature", to_base64(bidder.key->sign(message))},
                                                                                 {"tender", tender},
                                                                                 {"type", "offer"}}))));
    }
  }
  return offers;
}

double House::server_cpu_seconds() const {
  std::ifstream file("/proc/" + std::to_string(server_->pid()) + "/stat");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::istringstream rest(text.substr(text.rfind(')') + 2));
  std::string word;
  for (int i = 0; i < 11; ++i) rest >> word;  // up to cmajflt
  double user = 0, system = 0;
  rest >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace terang::bench
