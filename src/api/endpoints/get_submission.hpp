#pragma once

#include "api/endpoint.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::api {

/// `GET /wallet/:address/submissions/:signature`: what became of a submitted transaction.
struct GetSubmission {
    struct Input {
        solana::Signature signature;
    };

    static base::Result<Input> parse(const Call& call);
    /// Returns the submission. Another wallet's or project's is `not_found`, as a missing one is.
    static base::Task<base::Result<transactions::Submission>> run(const Call& call, Input input);
    static http::Response render(const transactions::Submission& submission);
};

}  // namespace burner::api
