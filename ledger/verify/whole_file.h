// Files that are there whole or not at all.
#pragma once

#include <string>
#include <string_view>

namespace terang::ledger {

// What stood there before stays until the new one is on the disk. False: errno says why.
bool write_whole_file(const std::string& path, std::string_view text);
// Whether that could be tried now. False: errno says why.
bool can_write_file(const std::string& path);

}  // namespace terang::ledger
