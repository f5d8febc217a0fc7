// Evaluations as JSON: {"currency","method","candidates"} in, ranks with workings out. The form: auction/evaluation/README.md.
#pragma once

#include "auction/evaluation/methods.h"
#include "base/fields.h"
#include "base/json.h"
#include "base/result.h"

namespace terang::auction::evaluation {

struct Evaluand {
  Currency currency;
  Method method;
  std::vector<Candidate> candidates;
};

// Use it only when no problem was added.
Evaluand evaluand_from_json(const json::Value& value, json::Problems& problems);

// {"evaluations":[{"name","rank" or "out","value","rounded","workings":[{"what","value"}],"adjustment" or "no_adjustment"}]}
terang::Result<json::Value, json::Problems> evaluate_json(const json::Value& value);

}  // namespace terang::auction::evaluation
