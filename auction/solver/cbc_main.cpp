// terang-solver: reads one request (wire.h) from its standard input, which is a socket, lets CBC solve it and
// answers there. It is a process of its own because CBC overruns its time limit and cannot be interrupted
// from outside; it can always be killed.
#include <coin/CbcEventHandler.hpp>
#include <coin/CbcModel.hpp>
#include <coin/CbcSolver.hpp>
#include <coin/OsiClpSolverInterface.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <vector>

// The C interface names its struct's members only on request; the events that carry progress are given to the
// model inside.
#define CBC_EXTERN_C
#include <coin/Cbc_C_Interface.h>

#include "auction/solver/wire.h"

namespace {

using namespace terang::auction::solver;

void send_message(const Message& message) {
  const std::string bytes = encode(message);
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t put = send(0, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (put <= 0) _exit(3);  // nobody listens any more
    sent += static_cast<std::size_t>(put);
  }
}

std::vector<int> chosen(const double* solution, std::size_t count) {
  std::vector<int> columns;
  for (std::size_t i = 0; i < count; ++i)
    if (solution[i] > 0.5) columns.push_back(static_cast<int>(i));
  return columns;
}

// Tells awards and bounds as they are found. What presolve took out of the model is missing from an award
// told on the way: the receiver checks it before he believes it.
class Reporter : public CbcEventHandler {
 public:
  explicit Reporter(std::size_t bids) : bids_(bids) {}
  CbcEventHandler* clone() const override { return new Reporter(*this); }

  CbcAction event(CbcEvent event) override {
    if (!model_ || model_->parentModel())
      return noAction;  // a search within a heuristic knows only part of the problem
    const double bound = model_->getBestPossibleObjValue();
    if (bound > told_ && bound < 1e49) {
      told_ = bound;
      send_message({'B', bound, {}});
    }
    const double* award = model_->bestSolution();
    if ((event == solution || event == heuristicSolution) && award) {
      Message found{'S', model_->getObjValue(), {}};
      const int* original = model_->originalColumns();
      for (int i = 0; i < model_->getNumCols(); ++i) {
        const int column = original ? original[i] : i;
        if (award[i] > 0.5 && column >= 0 && static_cast<std::size_t>(column) < bids_)
          found.columns.push_back(column);
      }
      if (found.value < best_) {
        best_ = found.value;
        send_message(found);
      }
    }
    return noAction;
  }

 private:
  std::size_t bids_;
  double told_ = -1e49, best_ = 1e49;
};

// Presolve and cuts of a large model take long before the first event tells a bound; the relaxation has one
// at once.
void tell_relaxation(Cbc_Model* cbc, int columns) {
  constexpr int kLarge = 3'000;
  if (columns < kLarge) return;
  OsiClpSolverInterface relaxed(*cbc->solver_);
  relaxed.initialSolve();
  if (relaxed.isProvenOptimal()) send_message({'B', relaxed.getObjValue(), {}});
}

double finite(double value) {
  if (value == kInfinity) return COIN_DBL_MAX;
  return value == -kInfinity ? -COIN_DBL_MAX : value;
}

Cbc_Model* load(const Model& model) {
  const auto columns = static_cast<std::size_t>(model.columns()),
             rows = static_cast<std::size_t>(model.rows());
  // The interface takes the matrix by columns; the model has it by rows.
  std::vector<CoinBigIndex> start(columns + 1, 0);
  for (const std::int32_t column : model.row_column) ++start[static_cast<std::size_t>(column) + 1];
  for (std::size_t i = 0; i < columns; ++i) start[i + 1] += start[i];
  std::vector<int> index(model.row_column.size());
  std::vector<double> value(model.row_value.size());
  std::vector<CoinBigIndex> next(start.begin(), start.end() - 1);
  for (std::size_t row = 0; row < rows; ++row) {
    for (auto k = static_cast<std::size_t>(model.row_start[row]);
         k < static_cast<std::size_t>(model.row_start[row + 1]); ++k) {
      const auto at = static_cast<std::size_t>(next[static_cast<std::size_t>(model.row_column[k])]++);
      index[at] = static_cast<int>(row);
      value[at] = model.row_value[k];
    }
  }
  std::vector<double> upper, row_lower, row_upper;
  for (const double bound : model.upper) upper.push_back(finite(bound));
  for (const double bound : model.row_lower) row_lower.push_back(finite(bound));
  for (const double bound : model.row_upper) row_upper.push_back(finite(bound));
  Cbc_Model* cbc = Cbc_newModel();
  Cbc_loadProblem(cbc, model.columns(), model.rows(), start.data(), index.data(), value.data(),
                  model.lower.data(), upper.data(), model.objective.data(), row_lower.data(),
                  row_upper.data());
  for (int i = 0; i < model.columns(); ++i)
    if (model.integer[static_cast<std::size_t>(i)]) Cbc_setInteger(cbc, i);
  return cbc;
}

std::string read_all() {
  std::string bytes;
  char buffer[65'536];
  for (ssize_t got = 0; (got = read(0, buffer, sizeof buffer)) > 0;)
    bytes.append(buffer, static_cast<std::size_t>(got));
  return bytes;
}

}  // namespace

int main() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // nobody would hear the answer
  if (getppid() == 1) return 2;
  [[maybe_unused]] const int niceness = nice(5);  // live auctions on the same machine come first
  const auto request = decode(read_all());
  if (!request) return 2;
  // CBC talks on standard output whatever it is told.
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  dup2(nowhere, 1);
  dup2(nowhere, 2);
  Cbc_Model* cbc = load(request->model);
  Reporter reporter(request->bids);
  cbc->model_->passInEventHandler(&reporter);
  Cbc_setLogLevel(cbc, 0);
  Cbc_setMaximumSeconds(cbc, request->seconds);
  Cbc_setParameter(cbc, "timeMode", "elapsed");
  if (request->cutoff < kInfinity) Cbc_setCutoff(cbc, request->cutoff);
  tell_relaxation(cbc, request->model.columns());
  Cbc_solve(cbc);
  Message result{'L', Cbc_getBestPossibleObjValue(cbc), {}};
  const double* solution = Cbc_bestSolution(cbc);
  if (Cbc_isProvenOptimal(cbc) && solution)
    result.kind = 'O';
  else if (Cbc_isProvenInfeasible(cbc) || (Cbc_status(cbc) == 0 && !solution))
    result.kind = 'I';
  else if (Cbc_isAbandoned(cbc))
    result.kind = 'A';
  if (solution) result.columns = chosen(solution, request->bids);
  send_message(result);
  _exit(0);  // taking the model apart takes time and serves nobody
}
