#include "server/witness_http.h"

#include "server/log.h"

namespace terang::server {
namespace {

constexpr std::size_t kThreads = 2, kMostWaiting = 256;

}  // namespace

WitnessHttp::WitnessHttp(const ledger::Witness& witness, ledger::WitnessState& state, Clock clock)
    : witness_(witness), state_(state), clock_(std::move(clock)) {
  for (std::size_t i = 0; i < kThreads; ++i) threads_.emplace_back([this] { run(); });
}

WitnessHttp::~WitnessHttp() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WitnessHttp::handle(net::HttpRequest&& request, net::Reply&& reply) {
  if (request.path == "/" && (request.method == "GET" || request.method == "HEAD")) {
    std::string text = "A transparency log witness (c2sp.org/tlog-witness).\n\n" + ledger::format_vkey(witness_.key()) + "\n";
    for (const auto& key : witness_.logs()) text += "log " + ledger::format_vkey(key) + "\n";
    return reply.send(net::make_response(200, "text/plain; charset=utf-8", std::move(text)));
  }
  if (request.path != "/add-checkpoint")
    return reply.send(net::make_problem(404, "no_such_page", "Send checkpoints to /add-checkpoint."));
  if (request.method != "POST") {
    auto response = net::make_problem(405, "method_not_allowed", "Send checkpoints by POST.");
    return reply.send(std::move(response).set("Allow", "POST"));
  }
  std::unique_lock lock(mutex_);
  if (waiting_.size() >= kMostWaiting) {
    lock.unlock();
    return reply.send(net::make_problem(503, "witness_busy", "Too many requests wait. Try again in a moment."));
  }
  waiting_.push_back({std::move(request.body), std::move(reply)});
  lock.unlock();
  wake_.notify_one();
}

void WitnessHttp::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    answer(std::move(next));
    lock.lock();
  }
}

void WitnessHttp::answer(Waiting waiting) {
  const auto seconds = static_cast<std::uint64_t>(std::max<Micros>(0, clock_()) / kSecond);
  ledger::WitnessAnswer answer = state_.answer(witness_, waiting.body, seconds);
  // A fork and a proof that does not hold are what a witness is there for: they are told loudly.
  const bool grave = answer.name == "fork" || answer.name == "proof_wrong" || answer.name == "state_unwritable";
  const std::string origin = answer.checkpoint ? answer.checkpoint->origin : "";
  const auto size = static_cast<std::int64_t>(answer.checkpoint ? answer.checkpoint->size : 0);
  const std::string root = answer.checkpoint ? to_base64(as_chars(answer.checkpoint->root)) : "";
  log(grave ? LogLevel::error : LogLevel::info, answer.status == 200 ? "witness.cosigned" : "witness.refused",
      {{"answer", answer.name},
       {"log", origin},
       {"root", root},
       {"size", size},
       {"status", answer.status},
       {"why", answer.status == 200 ? std::string() : answer.body.substr(0, 300)}});
  waiting.reply.send(net::make_response(answer.status, answer.content_type, std::move(answer.body)));
}

}  // namespace terang::server
