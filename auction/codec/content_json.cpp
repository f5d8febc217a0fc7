#include "auction/codec/json.h"

namespace terang::auction {
namespace {

using json::Value;

struct Write {
  const Currency& currency;
  Value operator()(const Leave&) const { return Value::object({{"kind", "leave"}}); }
  Value operator()(const Withdraw&) const { return Value::object({{"kind", "withdraw"}}); }
};

}  // namespace

std::optional<Content> content_from_json(const Value& value, const std::string& path, const Currency&,
                                         json::Problems& problems) {
  const std::size_t before = problems.size();
  json::Fields fields(value, path, problems);
  if (!value.is_object()) return std::nullopt;
  const std::string kind = fields.text("kind", 32);
  std::optional<Content> content;
  if (kind == "leave")
    content = Leave{};
  else if (kind == "withdraw")
    content = Withdraw{};
  else if (!kind.empty())
    fields.problem("kind", "unknown_kind");
  if (content) fields.no_others();
  if (problems.size() != before) content.reset();
  return content;
}

Value content_to_json(const Content& content, const Currency& currency) { return std::visit(Write{currency}, content); }

}  // namespace terang::auction
