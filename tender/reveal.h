// When bids that were pending, their bidders' alone, became everybody's to know.
#pragma once

#include "base/time.h"
#include "tender/ids.h"

namespace terang::tender {

struct Reveal {
  Seq up_to = kNoSeq;  // the last of them
  Micros at = 0;
};

}  // namespace terang::tender
