// As many bare agreements on P-256 as there are peers, through OpenSSL on so many threads, their keys read before: what no
// opening of sealed bids can be below.
#pragma once

#include <cstddef>

namespace terang::bench {

double bare_agreements_seconds(std::size_t peers, unsigned threads);  // of the agreements alone

}  // namespace terang::bench
