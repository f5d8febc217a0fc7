// Reading JSON through RapidJSON's iterative SAX parser, hardened: encoding validated, depth and size capped, numbers
// taken as text (RapidJSON 1.1.0 overflows on some exponents, CVE-2024-38517), duplicate keys refused.
#define RAPIDJSON_HAS_STDSTRING 1
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>

#include "base/bytes.h"
#include "base/json.h"

namespace terang::json {
namespace {

constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                            rapidjson::kParseNumbersAsStringsFlag;

class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  explicit Builder(const Limits& limits) : limits_(limits) {}

  bool Default() { return fail("json_malformed"); }
  bool Null() { return add(Value()); }
  bool Bool(bool value) { return add(Value(value)); }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    return well_formed({text, length}) ? add(Value(std::string(text, length))) : fail("json_invalid_utf8");
  }

  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    const std::string_view number(text, length);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    constexpr std::int64_t kLargest = std::int64_t{1} << 53;
    const bool integer = error == std::errc{} && end == number.data() + number.size() && number != "-0" &&
                         value >= -kLargest && value <= kLargest;
    if (integer) return add(Value(value));
    if (limits_.decimals) return add(Value(Decimal{std::string(number)}));
    return fail("json_not_integer");
  }

  bool StartObject() { return open(true); }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    if (!well_formed({text, length})) return fail("json_invalid_utf8");
    stack_.back().key.assign(text, length);
    return true;
  }
  bool EndObject(rapidjson::SizeType) {
    auto members = std::move(stack_.back().members);
    stack_.pop_back();
    std::vector<const std::string*> keys;
    keys.reserve(members.size());
    for (const Member& member : members) keys.push_back(&member.first);
    std::sort(keys.begin(), keys.end(), [](const auto* a, const auto* b) { return *a < *b; });
    if (std::adjacent_find(keys.begin(), keys.end(), [](const auto* a, const auto* b) { return *a == *b; }) !=
        keys.end())
      return fail("json_duplicate_key");
    return add(Value::object(std::move(members)));
  }
  bool StartArray() { return open(false); }
  bool EndArray(rapidjson::SizeType) {
    auto items = std::move(stack_.back().items);
    stack_.pop_back();
    return add(Value(std::move(items)));
  }

  const char* failure() const { return failure_; }
  Value take() { return std::move(root_); }

 private:
  struct Level {
    bool is_object;
    std::string key;
    Value::Object members;
    Array items;
  };

  // RapidJSON lets a lone "\udc00" through and writes it as 0xED 0xB0 0x80.
  static bool well_formed(std::string_view text) { return text.find('\xed') == std::string_view::npos || is_utf8(text); }

  bool fail(const char* name) {
    failure_ = name;
    return false;
  }
  bool open(bool is_object) {
    if (static_cast<int>(stack_.size()) >= limits_.depth) return fail("json_too_deep");
    stack_.push_back(Level{is_object, {}, {}, {}});
    return true;
  }
  bool add(Value value) {
    if (stack_.empty()) {
      root_ = std::move(value);
    } else if (Level& level = stack_.back(); level.is_object) {
      level.members.emplace_back(std::move(level.key), std::move(value));
    } else {
      level.items.push_back(std::move(value));
    }
    return true;
  }

  const Limits& limits_;
  std::vector<Level> stack_;
  Value root_;
  const char* failure_ = nullptr;
};

}  // namespace

Result<Value> parse(std::string_view text, const Limits& limits) {
  const auto failure = [](std::string name, std::size_t at) {
    return Failure{std::move(name), "The JSON text is not acceptable at byte " + std::to_string(at) + "."};
  };
  if (text.size() > limits.bytes) return failure("json_too_large", limits.bytes);
  // RapidJSON reads a NUL as the end of the text.
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) return failure("json_malformed", nul);
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  Builder builder(limits);
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
  if (!result.IsError()) return builder.take();
  if (builder.failure()) return failure(builder.failure(), result.Offset());
  if (result.Code() == rapidjson::kParseErrorNumberTooBig) return failure("json_not_integer", result.Offset());
  const bool encoding = result.Code() == rapidjson::kParseErrorStringInvalidEncoding ||
                        result.Code() == rapidjson::kParseErrorStringUnicodeSurrogateInvalid;
  return failure(encoding ? "json_invalid_utf8" : "json_malformed", result.Offset());
}

}  // namespace terang::json
