// What passes between the platform and the solver's process: one request, then messages until the result.
// Both ends are the same build on the same machine, so numbers travel as they lie in memory.
//
//   request := seconds f64 | cutoff f64 | bids u64 | array*8 in the order of Model           array := count
//   u64 | elements message := size u32 | kind u8 | value f64 | column u32 *
//     'S' an award was found: its cost in units; the bids' columns          'B' bound: no award costs less
//     'O' optimal  'I' infeasible  'L' a limit was reached  'A' abandoned: bound; the best award's columns
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auction/solver/model.h"

namespace terang::auction::solver {

struct Request {
  Model model;
  double seconds = 0;
  double cutoff = kInfinity;  // awards that cost more are not of interest
  std::size_t bids = 0;
};

struct Message {
  char kind = 0;
  double value = 0;
  std::vector<int> columns;
};

std::string encode(const Model& model, double seconds, double cutoff);
std::optional<Request> decode(std::string_view bytes);

std::string encode(const Message& message);
// Takes one whole message off the front; nothing while it is not there.
std::optional<Message> take(std::string& bytes);

}  // namespace terang::auction::solver
