#pragma once

#include <vector>

#include "transactions/pack/packing_problem.hpp"

namespace burner::transactions {

/// Fills one transaction after the other with what shares most of its keys, then with the biggest that fits.
std::vector<ClassCounts> fill_greedily(const PackingProblem& problem);

/// Fills by first-fit-decreasing: what takes most alone comes first, and into the first transaction that has room for
/// it.
std::vector<ClassCounts> fill_first_fit(const PackingProblem& problem);

/// Searches by bin completion (after Korf, 2003): the biggest group left must go somewhere, so all maximal transactions
/// with it are tried, the fullest first, cut off by the bound and by states seen before. Returns the best found, at
/// least as good as `start`; the optimum unless the problem is too large to be searched or the budget of steps ran out.
std::vector<ClassCounts> search_fewer(const PackingProblem& problem, std::vector<ClassCounts> start);

}  // namespace burner::transactions
