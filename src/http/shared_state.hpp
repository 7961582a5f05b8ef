#pragma once

#include "http/body_budget.hpp"
#include "http/connection_count.hpp"
#include "http/unsent_answers.hpp"

namespace burner::http {

/// The state that the servers of all workers share: one object per process.
struct SharedState {
    ConnectionCount connections;
    UnsentAnswers unsent;
    BodyBudget bodies;
};

}  // namespace burner::http
