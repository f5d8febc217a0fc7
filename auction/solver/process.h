// One run of the solver's process: stopped for good at its deadline, or when asked, whatever it is doing.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "auction/solver/wire.h"

namespace terang::auction::solver {

enum class Ended : std::uint8_t { result, deadline, cancelled, missing, crashed };

struct Run {
  Ended ended = Ended::crashed;
  Message result;  // when ended by a result: 'O', 'I', 'L' or 'A'
};

// `heard` is given every message but the result.
Run run(const std::string& request, std::chrono::steady_clock::time_point deadline,
        const std::atomic<bool>* cancel, const std::function<void(const Message&)>& heard);

// Where the solver's program is: $TERANG_SOLVER, else beside this program, else where it was built.
std::string program();

}  // namespace terang::auction::solver
