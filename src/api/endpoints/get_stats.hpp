#pragma once

#include "api/endpoint.hpp"
#include "transactions/submissions/submission_totals.hpp"

namespace burner::api {

/// `GET /stats`: what the project's confirmed submissions come to.
struct GetStats {
    using Input = NoInput;
    static base::Result<Input> parse(const Call&) { return NoInput{}; }
    static base::Task<base::Result<transactions::SubmissionTotals>> run(const Call& call, Input input);
    static http::Response render(const transactions::SubmissionTotals& totals);
};

}  // namespace burner::api
