// The exact solver: states the problem to CBC in a process of its own, checks every answer with the pure
// core, settles ties.
#pragma once

#include <string_view>

#include "auction/winner/solver.h"

namespace terang::auction::solver {

// Of a valid problem. A winner::Solver.
winner::Answer solve(const winner::Problem& problem, const winner::SolveOptions& options);

// "CBC 2.10.8"
std::string_view version();

}  // namespace terang::auction::solver
