// Cuts a JSON text that comes in blocks into the pieces an OCDS importer takes one by one: each element of a package's
// "releases" or "records", or the whole of a file that is one release or record by itself (also several in a row, as
// in JSON Lines). Checks the frame around the pieces; a piece's own text is for json::parse.
//
//   text   := [BOM] object*                      one package, or release, or record; or one a line
//   object := "{" (key ":" (list | value)),* "}"   list: the value of "releases" or "records" where it is an array
//
// Memory: one piece, at most `piece_limit`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace terang::tender {

struct OcdsPiece {
  enum class Kind { release, record, single, member };
  Kind kind = Kind::single;
  std::string_view key;        // of a member: "uri", "publisher", …
  std::string_view text;       // empty when too_large
  std::uint64_t offset = 0;    // where it begins in the uncompressed text
  std::uint64_t position = 0;  // 0, 1, … among the pieces that are no members
  bool too_large = false;
};

class OcdsCutter {
 public:
  using Handler = std::function<void(const OcdsPiece&)>;

  OcdsCutter(std::size_t piece_limit, Handler handler);

  // Failures, after which the pieces given before still stand: json_malformed, top_level_not_object, file_truncated,
  // file_empty (the last two from finish). The message names the byte.
  std::optional<Failure> feed(std::string_view block);
  std::optional<Failure> finish();

  std::uint64_t offset() const { return offset_; }

 private:
  enum class At { before, key_or_end, key, in_key, colon, value, comma_or_end, element_or_end, element, element_end };
  enum class Scalar { no, string, bare };

  std::optional<Failure> outside(unsigned char c);
  void begin_value(unsigned char c);
  std::optional<Failure> inside(std::string_view block, std::size_t& at);
  void end_value();
  void keep(std::string_view text);  // as part of the value and of the whole
  void end_object();
  Failure malformed(const char* what) const;
  bool in_value() const { return scalar_ != Scalar::no || depth_ > 0; }

  std::size_t piece_limit_;
  Handler handler_;
  At at_ = At::before;
  std::uint64_t offset_ = 0;
  std::uint64_t position_ = 0;
  std::uint64_t objects_ = 0;

  std::string key_;
  bool key_escape_ = false;
  OcdsPiece::Kind list_ = OcdsPiece::Kind::release;
  bool in_list_ = false;

  // The value being read.
  Scalar scalar_ = Scalar::no;
  bool in_string_ = false;
  bool escape_ = false;
  std::uint64_t depth_ = 0;
  std::uint64_t value_offset_ = 0;
  std::string value_;
  std::size_t value_limit_ = 0;  // 0: nobody wants it
  bool value_too_large_ = false;

  // The whole object, as long as it may still be a release or record by itself.
  std::uint64_t whole_offset_ = 0;
  std::string whole_;
  bool whole_wanted_ = false;
  bool whole_too_large_ = false;
};

}  // namespace terang::tender
