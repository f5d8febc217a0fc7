// Signed bids over WebSocket and TLS, through the real server, acknowledged when they are durable in PostgreSQL: beside
// what the machine's cores could do at best if they did nothing but verify signatures, and beside a single-row commit.
// Server, PostgreSQL and the bidders share this machine.
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <postgresql/libpq-fe.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "bench/end_to_end_house.h"
#include "bench/ledger_common.h"
#include "bench/load_client.h"

namespace {

using namespace terang;
using namespace terang::bench;

double in_ms(double micros) { return micros / 1000; }
double part(const std::vector<std::uint32_t>& waits, double p) {
  return percentile(std::vector<double>(waits.begin(), waits.end()), p);
}

// ECDSA P-256 verifications a second of all cores at once: digest in, yes or no out, by OpenSSL.
class Verifications {
 public:
  Verifications() : key_(EVP_EC_gen("P-256")) {
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(key_, nullptr);
    EVP_PKEY_sign_init(context);
    signature_.resize(80);
    std::size_t size = signature_.size();
    if (EVP_PKEY_sign(context, signature_.data(), &size, digest_, sizeof digest_) != 1) std::exit(1);
    signature_.resize(size);
    EVP_PKEY_CTX_free(context);
  }
  ~Verifications() { EVP_PKEY_free(key_); }

  double rate(double seconds) const {
    std::atomic<std::uint64_t> done = 0;
    const auto begin = Clock::now();
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
      threads.emplace_back([&] {
        EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(key_, nullptr);
        EVP_PKEY_verify_init(context);
        while (seconds_since(begin) < seconds) {
          for (int k = 0; k < 32; ++k)
            if (EVP_PKEY_verify(context, signature_.data(), signature_.size(), digest_, sizeof digest_) != 1) std::exit(1);
          done += 32;
        }
        EVP_PKEY_CTX_free(context);
      });
    for (auto& thread : threads) thread.join();
    return static_cast<double>(done) / seconds_since(begin);
  }

 private:
  EVP_PKEY* key_;
  unsigned char digest_[32] = {7};
  std::vector<unsigned char> signature_;
};

// One INSERT that commits by itself, of a row like a bid's, in the ledger's own table under another log.
class SingleCommits {
 public:
  SingleCommits(const std::string& conninfo, int log) : connection_(PQconnectdb(conninfo.c_str())) {
    const std::string insert = "INSERT INTO ledger_entry VALUES (" + std::to_string(log) +
                               ", $1::bigint, $2::bytea, $3::bytea, $4::bytea, $5::text)";
    PQclear(PQprepare(connection_, "one", insert.c_str(), 0, nullptr));
  }
  ~SingleCommits() { PQfinish(connection_); }
  double micros() {
    const std::string seq = std::to_string(seq_++), header(81, 'h'), salt(16, 's'), payload(600, 'p');
    const char* values[] = {seq.c_str(), header.data(), salt.data(), payload.data(), "t1a2b3c4d5e6"};
    const int lengths[] = {0, 81, 16, 600, 0}, formats[] = {0, 1, 1, 1, 0};
    const auto begin = Clock::now();
    PGresult* result = PQexecPrepared(connection_, "one", 5, values, lengths, formats, 0);
    const double took = seconds_since(begin) * 1e6;
    if (PQresultStatus(result) != PGRES_COMMAND_OK) throw std::runtime_error(PQerrorMessage(connection_));
    PQclear(result);
    return took;
  }

 private:
  PGconn* connection_;
  std::uint64_t seq_ = 0;
};

void must_accept(const LoadClient::Told& told) {
  if (told.other > 0) throw std::runtime_error("not accepted: " + told.first_other);
}

// Each bid waits for its answer; a commit beside every one of them, so that the disk is in the same state for both.
void one_bidder(House& house, const Verifications& verifications) {
  const std::string tender = house.live_tender(1);
  LoadClient client;
  client.add(house.port(), house.bidder(0).cookie, kSite);
  SingleCommits commits(house.conninfo(), house.spare_log());
  std::vector<double> waits, peers, rates, limits;
  constexpr int kRounds = 8, kBids = 250;
  const auto started = Clock::now();
  for (int round = 0; round < kRounds && (round < 1 || seconds_since(started) < 20); ++round) {
    const auto alone = house.sign_bids(tender, 1, kBids);
    for (const std::string& bid : alone[0]) {
      const auto told = client.saturate({{bid}}, 1);
      must_accept(told);
      waits.push_back(told.waits_us.front());
      peers.push_back(commits.micros());
    }
    const auto in_turn = house.sign_bids(tender, 1, kBids);
    const auto told = client.saturate(in_turn, 1);
    must_accept(told);
    rates.push_back(told.rate());
    limits.push_back(verifications.rate(0.3));
  }
  const double commit = percentile(peers, 0.5), p50 = percentile(waits, 0.5), p99 = percentile(waits, 0.99);
  std::printf("single-row commits: p50 %.0f us, p99 %.0f us\n", commit, percentile(peers, 0.99));
  report("end to end, 1 bidder: acknowledgement p50 beside a single-row commit's p50", text("%.0f us", p50), text("%.0f us", commit),
         p50 / commit, "<= 2", p50 <= 2 * commit);
  report("end to end, 1 bidder: acknowledgement p99 beside a single-row commit's p50", text("%.0f us", p99), text("%.0f us", commit),
         p99 / commit, "<= 8", p99 <= 8 * commit);
  const double rate = percentile(rates, 0.5), limit = percentile(limits, 0.5);
  std::printf("BENCH|end to end, 1 bidder who waits for each answer, beside cores x ECDSA P-256 verification|%.0f bids/s|%.0f/s|%.2f|-|-\n",
              rate, limit, rate / limit);
}

// As many bids as the platform takes. `follow`: the bidders also follow the lot, as browsers do.
void saturated(House& house, const Verifications& verifications, std::size_t bidders, std::size_t window, bool follow) {
  constexpr int kRounds = 5;
  constexpr std::size_t kBids = 16'000;
  const std::string tender = house.live_tender(bidders);
  LoadClient client;
  for (std::size_t i = 0; i < bidders; ++i) client.add(house.port(), house.bidder(i).cookie, kSite);
  if (follow) client.tell_all("{\"tender\":\"" + tender + "\",\"type\":\"watch\"}");
  std::vector<double> rates, limits, ratios;
  const auto started = Clock::now();
  for (int round = 0; round < kRounds && (round < 2 || seconds_since(started) < 30); ++round) {
    const auto bids = house.sign_bids(tender, bidders, kBids / bidders);
    const double before = verifications.rate(0.4), cpu = house.server_cpu_seconds(), mine = cpu_seconds();
    const auto told = client.saturate(bids, window);
    must_accept(told);
    const double server = house.server_cpu_seconds() - cpu, load = cpu_seconds() - mine;
    const double limit = (before + verifications.rate(0.4)) / 2;
    rates.push_back(told.rate());
    limits.push_back(limit);
    ratios.push_back(told.rate() / limit);
    std::printf("%zu bidders%s: %.0f bids/s, limit %.0f/s; CPU a bid: server %.0f us, load %.1f us; wait p50 %.1f ms, p99 %.1f ms; views %llu\n",
                bidders, follow ? " following" : "", told.rate(), limit, server * 1e6 / static_cast<double>(told.accepted),
                load * 1e6 / static_cast<double>(told.accepted), in_ms(part(told.waits_us, 0.5)), in_ms(part(told.waits_us, 0.99)),
                static_cast<unsigned long long>(told.views));
    std::fflush(stdout);
  }
  const double ratio = percentile(ratios, 0.5);
  const std::string subject = "end to end, " + std::to_string(bidders) + " bidders" + (follow ? " who follow the lot" : "") +
                              ", beside cores x ECDSA P-256 verification";
  report(subject.c_str(), text("%.0f bids/s", percentile(rates, 0.5)), text("%.0f/s", percentile(limits, 0.5)), ratio, ">= 0.7",
         ratio >= 0.7);
}

// 64 bidders at a steady rate, with and without a crowd that follows the lot.
void watched(House& house, std::size_t watchers, double rate) {
  constexpr std::size_t kBidders = 64;
  constexpr int kRounds = 3;
  const std::string tender = house.live_tender(kBidders);
  LoadClient bidding, crowd;
  for (std::size_t i = 0; i < kBidders; ++i) bidding.add(house.port(), house.bidder(i).cookie, kSite);
  for (std::size_t i = 0; i < watchers; ++i) crowd.add(house.port(), {}, kSite);
  const auto say = [&](const char* what) {
    crowd.tell_all("{\"tender\":\"" + tender + "\",\"type\":\"" + what + "\"}");
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  };
  std::vector<double> with, without, views, due;
  for (int round = 0; round < kRounds; ++round) {
    const auto calm = house.sign_bids(tender, kBidders, static_cast<std::size_t>(rate * 3) / kBidders);
    const auto alone = bidding.offer(calm, rate);
    must_accept(alone);
    const auto busy = house.sign_bids(tender, kBidders, static_cast<std::size_t>(rate * 3) / kBidders);
    say("watch");
    std::atomic<bool> over = false;
    LoadClient::Told heard;
    std::thread listening([&] { heard = crowd.listen([&] { return !over.load(); }); });
    const auto told = bidding.offer(busy, rate);
    over = true;
    listening.join();
    say("unwatch");
    must_accept(told);
    without.push_back(part(alone.waits_us, 0.99));
    with.push_back(part(told.waits_us, 0.99));
    views.push_back(static_cast<double>(heard.views) / told.seconds());
    due.push_back(10.0 * static_cast<double>(watchers));
    std::printf("%zu watchers: wait p50 %.2f ms, p99 %.2f ms; without p50 %.2f ms, p99 %.2f ms; %.0f views/s\n", watchers,
                in_ms(part(told.waits_us, 0.5)), in_ms(part(told.waits_us, 0.99)), in_ms(part(alone.waits_us, 0.5)),
                in_ms(part(alone.waits_us, 0.99)), views.back());
    std::fflush(stdout);
  }
  const std::string crowd_size = std::to_string(watchers) + " watchers, 64 bidders at " + text("%.0f", rate) + " bids/s";
  const double ratio = percentile(with, 0.5) / percentile(without, 0.5);
  report((crowd_size + ": acknowledgement p99 beside that without watchers").c_str(), text("%.1f ms", in_ms(percentile(with, 0.5))),
         text("%.1f ms", in_ms(percentile(without, 0.5))), ratio, "<= 8", ratio <= 8);
  const double delivered = percentile(views, 0.5) / due.front();
  report((crowd_size + ": views delivered beside ten a second each").c_str(), text("%.0f/s", percentile(views, 0.5)),
         text("%.0f/s", due.front()), delivered, ">= 0.9", delivered >= 0.9);
}

}  // namespace

int main(int argc, char** argv) {
  // Any of: one 64 1000 follow watch; nothing: all.
  const auto wanted = [&](std::string_view part) {
    for (int i = 1; i < argc; ++i)
      if (part == argv[i]) return true;
    return argc == 1;
  };
  try {
    House house(wanted("1000") || wanted("follow") ? 1000 : 64);
    std::printf("server is process %d\n", house.server_pid());
    std::fflush(stdout);
    const Verifications verifications;
    if (wanted("one")) one_bidder(house, verifications);
    if (wanted("64")) saturated(house, verifications, 64, 16, false);
    if (wanted("1000")) saturated(house, verifications, 1000, 8, false);
    if (wanted("follow")) {
      saturated(house, verifications, 64, 16, true);
      saturated(house, verifications, 1000, 8, true);
    }
    if (wanted("watch")) watched(house, 1000, 1'000);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
