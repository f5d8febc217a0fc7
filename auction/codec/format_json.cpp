#include "auction/codec/format_json.h"

#include <iterator>

namespace terang::auction {
namespace {

constexpr FormatJson kFormats[] = {
    {"english_reverse", read_english, write_english},
    {"dutch_reverse", read_dutch, write_dutch},
    {"japanese_reverse", read_japanese, write_japanese},
    {"supply_schedule", read_supply, write_supply},
    {"stepped_rounds", read_stepped, write_stepped},
    {"sealed_first_price", read_sealed_first, write_sealed_first},
    {"sealed_second_price", read_sealed_second, write_sealed_second},
    {"hybrid", read_hybrid, write_hybrid},
    {"package", read_packages, write_packages},
};
static_assert(std::size(kFormats) == std::variant_size_v<Format>);

}  // namespace

const FormatJson& format_json(const Format& format) { return kFormats[format.index()]; }

const FormatJson* format_json(std::string_view type) {
  for (const FormatJson& format : kFormats)
    if (format.type == type) return &format;
  return nullptr;
}

}  // namespace terang::auction
