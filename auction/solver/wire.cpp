#include "auction/solver/wire.h"

#include <cstring>

namespace terang::auction::solver {
namespace {

template <class T>
void put(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
template <class T>
void put(std::string& out, const std::vector<T>& list) {
  put(out, static_cast<std::uint64_t>(list.size()));
  out.append(reinterpret_cast<const char*>(list.data()), list.size() * sizeof(T));
}

class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  void get(T& value) {
    if (!has(sizeof value)) return;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
  }
  template <class T>
  void get(std::vector<T>& list) {
    std::uint64_t count = 0;
    get(count);
    if (count > bytes_.size() / sizeof(T)) ok_ = false;
    if (!ok_) return;
    list.resize(count);
    if (count > 0) std::memcpy(list.data(), bytes_.data(), count * sizeof(T));
    bytes_.remove_prefix(count * sizeof(T));
  }
  bool done() const { return ok_ && bytes_.empty(); }

 private:
  bool has(std::size_t size) { return ok_ = ok_ && bytes_.size() >= size; }
  std::string_view bytes_;
  bool ok_ = true;
};

constexpr std::size_t kHead = sizeof(std::uint32_t), kBody = 1 + sizeof(double);

}  // namespace

std::string encode(const Model& model, double seconds, double cutoff) {
  std::string out;
  put(out, seconds);
  put(out, cutoff);
  put(out, static_cast<std::uint64_t>(model.bids.size()));
  put(out, model.objective);
  put(out, model.lower);
  put(out, model.upper);
  put(out, model.integer);
  put(out, model.row_lower);
  put(out, model.row_upper);
  put(out, model.row_start);
  put(out, model.row_column);
  put(out, model.row_value);
  return out;
}

std::optional<Request> decode(std::string_view bytes) {
  Request request;
  Cursor cursor(bytes);
  std::uint64_t bids = 0;
  Model& model = request.model;
  cursor.get(request.seconds);
  cursor.get(request.cutoff);
  cursor.get(bids);
  cursor.get(model.objective);
  cursor.get(model.lower);
  cursor.get(model.upper);
  cursor.get(model.integer);
  cursor.get(model.row_lower);
  cursor.get(model.row_upper);
  cursor.get(model.row_start);
  cursor.get(model.row_column);
  cursor.get(model.row_value);
  request.bids = bids;
  if (!cursor.done() || bids > model.objective.size() || model.row_start.size() != model.row_lower.size() + 1)
    return std::nullopt;
  return request;
}

std::string encode(const Message& message) {
  std::string out;
  put(out, static_cast<std::uint32_t>(kBody + message.columns.size() * sizeof(std::uint32_t)));
  put(out, message.kind);
  put(out, message.value);
  for (const int column : message.columns) put(out, static_cast<std::uint32_t>(column));
  return out;
}

std::optional<Message> take(std::string& bytes) {
  std::uint32_t size = 0;
  if (bytes.size() < kHead) return std::nullopt;
  std::memcpy(&size, bytes.data(), kHead);
  if (size < kBody || bytes.size() < kHead + size) return std::nullopt;
  Message message;
  const char* at = bytes.data() + kHead;
  message.kind = *at;
  std::memcpy(&message.value, at + 1, sizeof message.value);
  for (const char* column = at + kBody; column < at + size; column += sizeof(std::uint32_t)) {
    std::uint32_t index = 0;
    std::memcpy(&index, column, sizeof index);
    message.columns.push_back(static_cast<int>(index));
  }
  bytes.erase(0, kHead + size);
  return message;
}

}  // namespace terang::auction::solver
