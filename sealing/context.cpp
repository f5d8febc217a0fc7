#include "sealing/context.h"

#include "base/check.h"
#include "base/sha256.h"

namespace terang::sealing {

json::Value context_to_json(const Context& context) {
  json::Array members;
  for (const std::string& key : context.member_keys) members.emplace_back(to_base64(key));
  return json::Value::object({{"bid", context.bid},
                              {"bidder", context.bidder},
                              {"deadline", format_time(context.deadline)},
                              {"envelope", context.envelope},
                              {"k", context.k},
                              {"lot", context.lot},
                              {"member_keys", json::Value(std::move(members))},
                              {"n", context.n},
                              {"server_key", to_base64(context.server_key)},
                              {"tender", context.tender},
                              {"type", "terang.seal.v1"},
                              {"version", context.version}});
}

Hash context_hash(const Context& context) {
  TERANG_ASSERT(context.n >= 1 && context.n <= 255 && context.k >= 1 && context.k <= context.n);
  TERANG_ASSERT(context.server_mode() ? context.n == 1 : context.member_keys.size() == static_cast<std::size_t>(context.n));
  return sha256(json::canonical(context_to_json(context)));
}

}  // namespace terang::sealing
