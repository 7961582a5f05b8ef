#pragma once

#include <vector>

#include "api/endpoint.hpp"
#include "transactions/submissions/submission_totals.hpp"

namespace burner::api {

/// `GET /leaderboard?period=&limit=`: the project's wallets that got most back in the current calendar period (UTC), by
/// default of all time.
struct GetLeaderboard {
    struct Input {
        transactions::Period period = transactions::Period::all;
        std::size_t limit = 0;
    };
    struct Output {
        transactions::Period period;
        std::vector<transactions::Leader> leaders;
    };

    static base::Result<Input> parse(const Call& call);
    static base::Task<base::Result<Output>> run(const Call& call, Input input);
    static http::Response render(const Output& output);
};

}  // namespace burner::api
