// Replays tenders through the very code that decided them.
#pragma once

#include "ledger/verify/replayer.h"

namespace terang::ledger {

std::unique_ptr<Replayer> make_tender_replayer(bool partial);

}  // namespace terang::ledger
