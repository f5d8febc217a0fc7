#include "ledger/checkpoint.h"

#include "ledger/decimal.h"

namespace terang::ledger {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(as_chars(checkpoint.root)) +
         "\n";
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  if (text.ends_with('\n')) {
    const std::string_view origin = take_line(text);
    const auto size = parse_decimal(take_line(text));
    const auto octets = from_base64(take_line(text));
    const auto root = octets ? hash_from(*octets) : std::nullopt;
    if (!origin.empty() && size && root) return Checkpoint{std::string(origin), *size, *root};
  }
  return Failure{"checkpoint_malformed", "The checkpoint is not three lines of origin, size and root hash."};
}

std::string sign_checkpoint(std::string_view origin, std::uint64_t size, const Hash& root, const SigningKey& key) {
  return sign_note(checkpoint_text({std::string(origin), size, root}), origin, key);
}

Result<Checkpoint> open_checkpoint(std::string_view text, const VerifierKey& key) {
  const auto note = open_note(text, std::span(&key, 1));
  if (!note) return note.error();
  auto checkpoint = parse_checkpoint(note->text);
  if (checkpoint && checkpoint->origin != key.name)
    return Failure{"checkpoint_foreign_origin",
                   "The checkpoint is of " + checkpoint->origin + ", but the key is of " + key.name + "."};
  return checkpoint;
}

}  // namespace terang::ledger
