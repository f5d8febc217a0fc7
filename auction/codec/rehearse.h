// Runs a scenario (rules, bidders, a timetable of commands) through the engine and tells everything that happened.
#pragma once

#include "auction/winner/solver.h"
#include "base/fields.h"
#include "base/json.h"
#include "base/result.h"

namespace terang::auction {

// JSON in, JSON out, both described in auction/README.md. Problems name every field that cannot be used; a refused
// command is not a problem, it is a verdict in the output. Deterministic.
// A scenario of type "package" (formats/package.md), and a lot whose rules are of that type, are cleared by `solver`;
// without one they are refused: "no_solver".
terang::Result<json::Value, json::Problems> rehearse(const json::Value& scenario, const winner::Solver& solver = {});

// Whether playing it needs a solver.
bool needs_solver(const json::Value& scenario);

// Limits for parsing a scenario file.
inline constexpr json::Limits kScenarioLimits{.bytes = 16 * 1024 * 1024, .depth = 16, .decimals = false};

}  // namespace terang::auction
