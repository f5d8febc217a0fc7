#include "base/time.h"

#include <chrono>

#include "base/check.h"

namespace terang {
namespace {

constexpr Micros kDay = 86'400 * kSecond;

void put(std::string& out, std::int64_t value, int width) {
  char digits[8];
  for (int i = width - 1; i >= 0; --i) {
    digits[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  out.append(digits, static_cast<std::size_t>(width));
}

// Reads exactly `width` digits at `at`; -1 when they are not there.
int digits(std::string_view text, std::size_t at, std::size_t width) {
  if (at + width > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + width; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

std::string format_time(Micros time) {
  const Micros day = time >= 0 ? time / kDay : -((-time + kDay - 1) / kDay);
  Micros rest = time - day * kDay;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const int year = static_cast<int>(date.year());
  TERANG_ASSERT(year >= 1 && year <= 9999);
  std::string out;
  out.reserve(27);
  put(out, year, 4);
  out += '-';
  put(out, static_cast<unsigned>(date.month()), 2);
  out += '-';
  put(out, static_cast<unsigned>(date.day()), 2);
  out += 'T';
  put(out, rest / (3600 * kSecond), 2);
  rest %= 3600 * kSecond;
  out += ':';
  put(out, rest / (60 * kSecond), 2);
  rest %= 60 * kSecond;
  out += ':';
  put(out, rest / kSecond, 2);
  out += '.';
  put(out, rest % kSecond, 6);
  out += 'Z';
  return out;
}

std::optional<Micros> parse_time(std::string_view text) {
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (year < 1 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) return std::nullopt;
  if (text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;

  std::size_t at = 19;
  Micros fraction = 0;
  if (at < text.size() && text[at] == '.') {
    ++at;
    std::size_t count = 0;
    Micros unit = 100'000;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
      if (++count > 6) return std::nullopt;
      fraction += (text[at] - '0') * unit;
      unit /= 10;
      ++at;
    }
    if (count == 0) return std::nullopt;
  }
  Micros offset = 0;
  if (at + 1 == text.size() && (text[at] == 'Z' || text[at] == 'z')) {
    offset = 0;
  } else if (at + 6 == text.size() && (text[at] == '+' || text[at] == '-') && text[at + 3] == ':') {
    const int hours = digits(text, at + 1, 2), minutes = digits(text, at + 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
    offset = (hours * 3600 + minutes * 60) * kSecond * (text[at] == '-' ? -1 : 1);
  } else {
    return std::nullopt;
  }
  const Micros days = std::chrono::sys_days{date}.time_since_epoch().count();
  const Micros result = days * kDay + (hour * 3600 + minute * 60 + second) * kSecond + fraction - offset;
  // An offset may push the date over the edge of the years that format_time can write.
  constexpr Micros kFirst = -719'162 * kDay, kLast = 2'932'897 * kDay;
  if (result < kFirst || result >= kLast) return std::nullopt;
  return result;
}

}  // namespace terang
